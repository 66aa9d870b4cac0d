-- map: world-bank
-- title: World Bank projects
-- publisher: World Bank, CC BY 4.0; https://projects.worldbank.org/
-- format: csv
-- header: id; countryname; projectstatusdisplay; project_name; curr_total_commitment; borrower; lendinginstr
-- optional: pdo; impagency; grantamt; boardapprovaldate; closingdate; sector1; sector2; sector3; theme1; theme2; regionname
-- scheme: world-bank
-- key: id
-- decimal: .
-- dates: mdy
-- note: the commitment is the total of IBRD's and IDA's, which are not counted beside it; a grant stands by itself
-- kind: stakeholder
SELECT 'World Bank' AS title, 'international' AS actor_group FROM source;
-- kind: stakeholder
SELECT clean(borrower) AS title FROM source WHERE borrower IS NOT NULL;
-- kind: stakeholder
SELECT clean(impagency) AS title FROM source WHERE impagency IS NOT NULL;
-- kind: project
SELECT
    'world-bank:' || id AS outside_id,
    clean(project_name) AS title,
    clean(pdo) AS summary,
    CASE projectstatusdisplay
        WHEN 'Active' THEN 'running'
        WHEN 'Closed' THEN 'finished'
        WHEN 'Pipeline' THEN 'idea'
        WHEN 'Dropped' THEN 'stopped'
        ELSE projectstatusdisplay
    END AS status,
    CASE lendinginstr WHEN 'Investment Project Financing' THEN 'loan' WHEN 'Development Policy Lending' THEN 'loan' END
        AS instrument,
    day(boardapprovaldate) AS starts,
    day(closingdate) AS ends,
    countryname AS place
FROM source;
-- kind: participation
SELECT clean(borrower) AS stakeholder, 'world-bank:' || id AS project, 'decide' AS role, 'borrower' AS responsibility
FROM source
WHERE borrower IS NOT NULL;
-- kind: participation
SELECT clean(impagency) AS stakeholder, 'world-bank:' || id AS project, 'deliver' AS role, 'implements' AS responsibility
FROM source
WHERE impagency IS NOT NULL;
-- kind: funding
SELECT
    'world-bank:' || id AS project,
    'World Bank' AS giver,
    'multilateral' AS source_kind,
    'committed' AS stage,
    title,
    money(amount, 'USD') AS amount
FROM (
    SELECT id, 'commitment' AS title, curr_total_commitment AS amount FROM source
    UNION ALL
    SELECT id, 'grant', grantamt FROM source
)
WHERE amount IS NOT NULL AND number(amount) <> '0';
-- kind: vocabulary
SELECT 'world-bank-sector' AS code, 'World Bank sector' AS title, 'multi' AS adds_up FROM source;
-- kind: tag
SELECT DISTINCT 'world-bank-sector' AS vocabulary, 'world-bank-sector:' || slug(s.value) AS code, clean(s.value) AS title
FROM source, json_each(json_array(sector1, sector2, sector3)) s
WHERE s.value IS NOT NULL;
-- kind: tagging
SELECT DISTINCT 'world-bank-sector:' || slug(s.value) AS tag, 'world-bank:' || source.id AS project, 'World Bank' AS tagged_by
FROM source, json_each(json_array(sector1, sector2, sector3)) s
WHERE s.value IS NOT NULL;
