-- map: nih-reporter
-- title: NIH RePORTER projects (API v2, JSON)
-- publisher: US National Institutes of Health, public data; https://api.reporter.nih.gov/
-- format: json
-- header: appl_id; project_num; core_project_num; project_title; fiscal_year; organization
-- records: results
-- scheme: nih
-- key: appl_id
-- pages: offset in body, limit 500, total meta.total, at most 14999, 1 a second
-- note: a record is one year of an award; the years of one award are one project, whose years' amounts add up. Institutes
--   that fund a year together are givers of parts of it, and not further projects. A subproject is a project without
--   money: its parent's amount has it
-- kind: stakeholder
SELECT 'National Institutes of Health' AS title, 'NIH' AS alias, 'US' AS country, 'government-sti' AS actor_group
FROM source;
-- kind: stakeholder
SELECT json_extract(i.value, '$.name') AS title, json_extract(i.value, '$.abbreviation') AS alias, 'US' AS country,
    'National Institutes of Health' AS part_of
FROM source, json_each(agency_ic_fundings) i
WHERE json_extract(i.value, '$.name') IS NOT NULL;
-- kind: stakeholder
SELECT
    clean(json_extract(organization, '$.org_name')) AS title,
    'organisation' AS form,
    country(json_extract(organization, '$.org_country')) AS country,
    json_extract(organization, '$.org_city') AS place,
    'us-uei:' || json_extract(organization, '$.primary_uei') AS outside_id
FROM source
WHERE json_extract(organization, '$.org_name') IS NOT NULL;
-- kind: project
SELECT
    'nih:' || coalesce(core_project_num, project_num) || coalesce('-' || subproject_id, '') AS outside_id,
    clean(project_title) AS title,
    clean(abstract_text) AS summary,
    (SELECT group_concat(trim(replace(json_extract(p.value, '$.full_name'), '  ', ' ')), char(10))
     FROM json_each(principal_investigators) p) AS manager,
    CASE is_active WHEN 'true' THEN 'running' WHEN 'false' THEN 'finished' END AS status,
    day(project_start_date) AS starts,
    day(project_end_date) AS ends,
    json_extract(organization, '$.org_city') AS place,
    country(json_extract(organization, '$.org_country')) AS country
FROM source;
-- kind: participation
SELECT
    coalesce('us-uei:' || json_extract(organization, '$.primary_uei'), clean(json_extract(organization, '$.org_name')))
        AS stakeholder,
    'nih:' || coalesce(core_project_num, project_num) || coalesce('-' || subproject_id, '') AS project,
    'orchestrate' AS role
FROM source
WHERE json_extract(organization, '$.org_name') IS NOT NULL;
-- kind: funding
SELECT
    'nih:' || coalesce(core_project_num, project_num) AS project,
    coalesce(json_extract(i.value, '$.name'), 'National Institutes of Health') AS giver,
    'public-grant' AS source_kind,
    'committed' AS stage,
    money(json_extract(i.value, '$.total_cost'), 'USD') AS amount,
    coalesce(json_extract(i.value, '$.fy'), fiscal_year) AS year,
    day(budget_start) AS starts,
    day(budget_end) AS ends
FROM source, json_each(agency_ic_fundings) i
WHERE json_extract(i.value, '$.total_cost') <> 0 AND subproject_id IS NULL;
-- kind: funding
SELECT
    'nih:' || coalesce(core_project_num, project_num) AS project,
    'National Institutes of Health' AS giver,
    'public-grant' AS source_kind,
    'committed' AS stage,
    money(award_amount, 'USD') AS amount,
    fiscal_year AS year,
    day(budget_start) AS starts,
    day(budget_end) AS ends
FROM source
WHERE coalesce(json_array_length(agency_ic_fundings), 0) = 0 AND subproject_id IS NULL AND number(award_amount) <> '0';
