-- map: uk-gmpp
-- title: UK Government Major Projects Portfolio, a department's file (a column a project)
-- publisher: National Infrastructure and Service Transformation Authority (before: IPA), OGL; https://www.gov.uk/government/collections/major-projects-data
-- format: csv
-- header: GMPP ID Number; Project Name; Department
-- optional: Annual Report Category; Description / Aims; IPA Delivery Confidence Assessment; SRO Delivery Confidence Assessment;
--   Departmental commentary on actions planned or taken on the IPA RAG rating.;
--   Project - Start Date (Latest Approved Start Date); Project - End Date (Latest Approved End Date);
--   TOTAL Baseline Whole Life Costs (£m); TOTAL Baseline Whole Life Costs (£m) (including Non-Government Costs);
--   TOTAL Baseline Benefits (£m)
-- scheme: gmpp
-- key: GMPP ID Number
-- transposed: yes
-- decimal: .
-- dates: dmy
-- note: headers change from year to year; ratings (IPA, SRO) come without a date and stay in the source record
-- kind: stakeholder
SELECT Department AS title, 'GB' AS country, 'ministry-sector' AS actor_group FROM source WHERE Department IS NOT NULL;
-- kind: project
SELECT
    'gmpp:' || "GMPP ID Number" AS outside_id,
    clean("Project Name") AS title,
    clean("Description / Aims") AS summary,
    day("Project - Start Date (Latest Approved Start Date)") AS starts,
    day("Project - End Date (Latest Approved End Date)") AS ends,
    'GB' AS country
FROM source;
-- kind: participation
SELECT Department AS stakeholder, 'gmpp:' || "GMPP ID Number" AS project, 'decide' AS role
FROM source
WHERE Department IS NOT NULL;
-- kind: funding
SELECT
    'gmpp:' || "GMPP ID Number" AS project,
    Department AS giver,
    'planned' AS stage,
    'whole life cost, baseline' AS title,
    'GBP ' || number(amount) || 'm' AS amount
FROM (
    SELECT
        "GMPP ID Number",
        Department,
        coalesce(
            "TOTAL Baseline Whole Life Costs (£m)",
            "TOTAL Baseline Whole Life Costs (£m) (including Non-Government Costs)"
        ) AS amount
    FROM source
)
WHERE amount GLOB '[0-9]*';
