-- map: nih-exporter
-- title: NIH ExPORTER projects (RePORTER_PRJ_C_FY...csv)
-- publisher: US National Institutes of Health, public data; https://reporter.nih.gov/exporter
-- format: csv
-- header: APPLICATION_ID; CORE_PROJECT_NUM; FULL_PROJECT_NUM; PROJECT_TITLE; FY; ORG_NAME; TOTAL_COST
-- optional: PI_NAMEs; PHR; FUNDING_ICs; IC_NAME; ORG_CITY; ORG_COUNTRY; SUBPROJECT_ID; BUDGET_START; BUDGET_END;
--   PROJECT_START; PROJECT_END
-- scheme: nih
-- key: APPLICATION_ID
-- decimal: .
-- dates: mdy
-- note: a row is one year of an award; the years of one award are one project, whose years' amounts add up. Institutes
--   that fund a year together (FUNDING_ICs) are givers of parts of it, and not further projects. A subproject is a
--   project without money: its parent's amount has it
-- kind: stakeholder
SELECT 'National Institutes of Health' AS title, 'NIH' AS alias, 'US' AS country, 'government-sti' AS actor_group
FROM source;
-- kind: stakeholder
SELECT IC_NAME AS title, 'US' AS country, 'National Institutes of Health' AS part_of
FROM source
WHERE IC_NAME IS NOT NULL AND instr(coalesce(FUNDING_ICs, ''), ':') = 0;
-- kind: stakeholder
SELECT substr(i.value, 1, instr(i.value, ':') - 1) AS title, 'US' AS country, 'National Institutes of Health' AS part_of
FROM source, json_each(parts(replace(FUNDING_ICs, '\', ';'), ';')) i
WHERE instr(i.value, ':') > 1;
-- kind: stakeholder
SELECT clean(ORG_NAME) AS title, 'organisation' AS form, country(ORG_COUNTRY) AS country, ORG_CITY AS place
FROM source
WHERE ORG_NAME IS NOT NULL;
-- kind: project
SELECT
    'nih:' || coalesce(CORE_PROJECT_NUM, FULL_PROJECT_NUM) || coalesce('-' || SUBPROJECT_ID, '') AS outside_id,
    clean(PROJECT_TITLE) AS title,
    clean(PHR) AS summary,
    (SELECT group_concat(trim(replace(p.value, '(contact)', '')), char(10))
     FROM json_each(parts(PI_NAMEs, ';')) p WHERE p.value <> '') AS manager,
    day(PROJECT_START) AS starts,
    day(PROJECT_END) AS ends,
    ORG_CITY AS place,
    country(ORG_COUNTRY) AS country
FROM source;
-- kind: participation
SELECT
    clean(ORG_NAME) AS stakeholder,
    'nih:' || coalesce(CORE_PROJECT_NUM, FULL_PROJECT_NUM) || coalesce('-' || SUBPROJECT_ID, '') AS project,
    'orchestrate' AS role
FROM source
WHERE ORG_NAME IS NOT NULL;
-- kind: funding
SELECT
    'nih:' || coalesce(CORE_PROJECT_NUM, FULL_PROJECT_NUM) AS project,
    substr(i.value, 1, instr(i.value, ':') - 1) AS giver,
    'public-grant' AS source_kind,
    'committed' AS stage,
    money(substr(i.value, instr(i.value, ':') + 1), 'USD') AS amount,
    FY AS year,
    day(BUDGET_START) AS starts,
    day(BUDGET_END) AS ends
FROM source, json_each(parts(replace(FUNDING_ICs, '\', ';'), ';')) i
WHERE instr(i.value, ':') > 1 AND SUBPROJECT_ID IS NULL AND number(substr(i.value, instr(i.value, ':') + 1)) <> '0';
-- kind: funding
SELECT
    'nih:' || coalesce(CORE_PROJECT_NUM, FULL_PROJECT_NUM) AS project,
    coalesce(IC_NAME, 'National Institutes of Health') AS giver,
    'public-grant' AS source_kind,
    'committed' AS stage,
    money(TOTAL_COST, 'USD') AS amount,
    FY AS year,
    day(BUDGET_START) AS starts,
    day(BUDGET_END) AS ends
FROM source
WHERE instr(coalesce(FUNDING_ICs, ''), ':') = 0 AND SUBPROJECT_ID IS NULL AND number(TOTAL_COST) <> '0';
