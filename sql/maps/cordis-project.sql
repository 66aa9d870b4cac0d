-- map: cordis-project
-- title: CORDIS projects (Horizon Europe, Horizon 2020, FP7), project.csv
-- publisher: European Commission, CC BY 4.0; https://cordis.europa.eu/projects/ , bulk data on data.europa.eu
-- format: csv
-- header: id; acronym; status; title; startDate; endDate; ecMaxContribution; frameworkProgramme; objective
-- optional: totalCost; topics; masterCall; subCall; fundingScheme; ecSignatureDate; keywords; rcn; grantDoi
-- scheme: cordis
-- key: id
-- decimal: ,
-- note: import organization.csv, euroSciVoc.csv and topics.csv behind it; amounts by participant come with the former, so
--   the project's own contribution is taken from here only
-- kind: stakeholder
SELECT 'European Commission' AS title, 'EC' AS alias, 'international' AS actor_group FROM source;
-- kind: programme
SELECT frameworkProgramme AS title, 'programme' AS form, 'European Commission' AS organisation
FROM source
WHERE frameworkProgramme IS NOT NULL;
-- kind: call
SELECT coalesce(subCall, masterCall) AS title, frameworkProgramme AS programme
FROM source
WHERE coalesce(subCall, masterCall) IS NOT NULL;
-- kind: project
SELECT
    'cordis:' || id AS outside_id,
    clean(title) AS title,
    acronym AS alias,
    clean(objective) AS summary,
    frameworkProgramme AS programme,
    coalesce(subCall, masterCall) AS call,
    CASE status
        WHEN 'SIGNED' THEN 'running'
        WHEN 'CLOSED' THEN 'finished'
        WHEN 'TERMINATED' THEN 'stopped'
        ELSE status
    END AS status,
    day(startDate) AS starts,
    day(endDate) AS ends
FROM source;
-- kind: funding
SELECT
    'cordis:' || id AS project,
    'European Commission' AS giver,
    'public-grant' AS source_kind,
    'committed' AS stage,
    money(ecMaxContribution, 'EUR') AS amount
FROM source
WHERE ecMaxContribution IS NOT NULL AND number(ecMaxContribution) <> '0';
-- kind: vocabulary
SELECT 'cordis-topic' AS code, 'Topic of the EU work programme' AS title, 'multi' AS adds_up FROM source;
-- kind: tag
SELECT DISTINCT 'cordis-topic' AS vocabulary, 'cordis-topic:' || slug(trim(t.value)) AS code, trim(t.value) AS title
FROM source, json_each('["' || replace(topics, ';', '","') || '"]') t
WHERE trim(t.value) <> '';
-- kind: tagging
SELECT DISTINCT 'cordis-topic:' || slug(trim(t.value)) AS tag, 'cordis:' || source.id AS project, 'CORDIS' AS tagged_by
FROM source, json_each('["' || replace(topics, ';', '","') || '"]') t
WHERE trim(t.value) <> '';
