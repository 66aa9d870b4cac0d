-- map: uk-gmpp
-- title: UK Government Major Projects Portfolio, a department's file (a column a project)
-- publisher: National Infrastructure and Service Transformation Authority (before: IPA), OGL; https://www.gov.uk/government/collections/major-projects-data
-- format: csv
-- header: GMPP ID Number*; Project Name*; Department*
-- optional: Annual Report Category*; Description / Aims*; IPA Delivery Confidence Assessment*; SRO Delivery Confidence Assessment*;
--   NISTA Delivery Confidence Assessment*; Departmental commentary on actions planned or taken*; Project - Start Date*;
--   Project - End Date*; TOTAL Baseline Whole Life Costs*
-- scheme: gmpp
-- key: GMPP ID Number
-- transposed: yes
-- decimal: .
-- dates: dmy
-- note: headers change from year to year and some carry a whole definition, so columns are known by how they begin.
--   Ratings (IPA, NISTA, SRO) come without a date and stand in the summary; what is exempt from publication is empty.
--   The whole life cost is planned, not committed
-- kind: stakeholder
SELECT Department AS title, 'GB' AS country, 'ministry-sector' AS actor_group FROM source WHERE Department IS NOT NULL;
-- kind: project
SELECT
    'gmpp:' || "GMPP ID Number" AS outside_id,
    clean("Project Name") AS title,
    (
        SELECT group_concat(p.value, char(10))
        FROM json_each(json_array(
            clean("Description / Aims"),
            'Delivery confidence (IPA): ' || clean("IPA Delivery Confidence Assessment"),
            'Delivery confidence (NISTA): ' || clean("NISTA Delivery Confidence Assessment"),
            'Delivery confidence (senior responsible owner): ' || clean("SRO Delivery Confidence Assessment"),
            clean("Departmental commentary on actions planned or taken")
        )) p
    ) AS summary,
    CASE WHEN day("Project - Start Date") GLOB '[12][0-9][0-9][0-9]*' THEN day("Project - Start Date") END AS starts,
    CASE WHEN day("Project - End Date") GLOB '[12][0-9][0-9][0-9]*' THEN day("Project - End Date") END AS ends,
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
    'GBP ' || number(trim("TOTAL Baseline Whole Life Costs", '£mM ')) || 'm' AS amount
FROM source
WHERE number(trim("TOTAL Baseline Whole Life Costs", '£mM ')) GLOB '[0-9]*'
    AND number(trim("TOTAL Baseline Whole Life Costs", '£mM ')) NOT GLOB '*[^0-9.]*'
    AND CAST(number(trim("TOTAL Baseline Whole Life Costs", '£mM ')) AS REAL) > 0;
