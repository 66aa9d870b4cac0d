-- map: world-bank
-- title: World Bank projects
-- publisher: World Bank, CC BY 4.0; https://projects.worldbank.org/
-- format: csv
-- header: id; countryname; projectstatusdisplay; project_name; curr_total_commitment; borrower; lendinginstr
-- optional: pdo; impagency; grantamt; boardapprovaldate; closingdate; sector1; sector2; sector3
-- scheme: world-bank
-- key: id
-- decimal: .
-- dates: mdy
-- note: the commitment is the total of IBRD's and IDA's, which are not counted beside it; a grant stands by itself. What is in the pipeline is planned, and
--   money of dropped projects is none.
--   Borrowers and agencies carry their country's name, as every country has a ministry of finance; several in one cell are
--   a group, and those too many for a name are remarked on and stay in the source record
-- kind: stakeholder
SELECT 'World Bank' AS title, 'international' AS actor_group FROM source;
-- kind: stakeholder
SELECT
    clean(o.value) || CASE
        WHEN country(o.value) GLOB '[A-Z][A-Z]' OR instr(lower(o.value), lower(countryname)) OR countryname IS NULL THEN ''
        ELSE ' (' || clean(countryname) || ')'
    END AS title,
    CASE WHEN instr(o.value, ', ') THEN 'group' ELSE 'organisation' END AS form,
    CASE WHEN country(countryname) GLOB '[A-Z][A-Z]' THEN country(countryname) END AS country
FROM source, json_each(json_array(borrower, impagency)) o
WHERE length(o.value) <= 200;
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
    CASE
        WHEN number(curr_total_commitment) <> '0' THEN 'loan'
        WHEN number(grantamt) <> '0' THEN 'project-grant'
    END AS instrument,
    day(boardapprovaldate) AS starts,
    day(closingdate) AS ends,
    countryname AS place,
    CASE WHEN country(countryname) GLOB '[A-Z][A-Z]' THEN country(countryname) END AS country,
    CASE
        WHEN
            length(borrower) > 200 OR length(impagency) > 200
            THEN 'names too many borrowers or agencies in one cell for one name; that cell is not taken'
    END AS _warning
FROM source;
-- kind: participation
SELECT
    clean(o.value) || CASE
        WHEN country(o.value) GLOB '[A-Z][A-Z]' OR instr(lower(o.value), lower(countryname)) OR countryname IS NULL THEN ''
        ELSE ' (' || clean(countryname) || ')'
    END AS stakeholder,
    'world-bank:' || source.id AS project,
    CASE o.key WHEN 0 THEN 'decide' ELSE 'deliver' END AS role,
    CASE o.key WHEN 0 THEN 'borrower' ELSE 'implements' END AS responsibility
FROM source, json_each(json_array(borrower, impagency)) o
WHERE length(o.value) <= 200;
-- kind: funding
SELECT
    'world-bank:' || id AS project,
    'World Bank' AS giver,
    'multilateral' AS source_kind,
    stage,
    title,
    money(amount, 'USD') AS amount,
    day(boardapprovaldate) AS starts,
    day(closingdate) AS ends
FROM (
    SELECT id, 'commitment' AS title, curr_total_commitment AS amount, boardapprovaldate, closingdate FROM source
    UNION ALL
    SELECT id, 'grant', grantamt, boardapprovaldate, closingdate FROM source
),
    (SELECT CASE projectstatusdisplay WHEN 'Dropped' THEN NULL WHEN 'Pipeline' THEN 'planned' ELSE 'committed' END AS stage FROM source)
WHERE number(amount) <> '0' AND stage IS NOT NULL;
-- kind: vocabulary
SELECT 'world-bank-sector' AS code, 'World Bank sector' AS title, 'multi' AS adds_up FROM source;
-- kind: tag
SELECT DISTINCT 'world-bank-sector' AS vocabulary, 'world-bank-sector:' || slug(s.value) AS code,
    clean(replace(s.value, '(Historic)', '(historic) ')) AS title
FROM source, json_each(json_array(sector1, sector2, sector3)) s
WHERE s.value IS NOT NULL;
-- kind: tagging
SELECT DISTINCT 'world-bank-sector:' || slug(s.value) AS tag, 'world-bank:' || source.id AS project, 'World Bank' AS tagged_by
FROM source, json_each(json_array(sector1, sector2, sector3)) s
WHERE s.value IS NOT NULL;
