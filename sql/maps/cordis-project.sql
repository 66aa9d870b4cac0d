-- map: cordis-project
-- title: CORDIS projects (Horizon Europe, Horizon 2020, FP7), project.csv
-- publisher: European Commission, CC BY 4.0; https://cordis.europa.eu/projects/ , bulk data on data.europa.eu
-- format: csv
-- header: id; acronym; status; title; startDate; endDate; ecMaxContribution; frameworkProgramme; objective
-- optional: totalCost; topics; masterCall; subCall; fundingScheme; ecSignatureDate; keywords; rcn; grantDoi
-- scheme: cordis
-- key: id
-- decimal: ,
-- note: the EU's contribution is kept as a whole: what a national file (rcn-eu-grants) says of single participants is
--   part of it and not counted beside it. The total cost is no money that anybody gives (often 0) and stays in the
--   source record. Import organization.csv, euroSciVoc.csv and topics.csv behind it
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
    CASE
        WHEN fundingScheme GLOB '*MSCA*PF*' OR fundingScheme GLOB '*MSCA-IF*' THEN 'fellowship'
        WHEN fundingScheme GLOB '*SME*' OR fundingScheme GLOB '*EIC-ACC*' THEN 'business-grant'
        WHEN fundingScheme GLOB '*PCP*' OR fundingScheme GLOB '*PPI*' THEN 'procurement'
        WHEN fundingScheme GLOB '*CSA*' THEN 'networking'
        WHEN fundingScheme GLOB '*RIA*' OR fundingScheme GLOB '*-IA*' OR fundingScheme IN ('IA', 'HORIZON-IA')
            OR fundingScheme GLOB '*ERC*' THEN 'project-grant'
    END AS instrument,
    day(startDate) AS starts,
    day(endDate) AS ends
FROM source;
-- kind: funding
SELECT
    'cordis:' || id AS project,
    'European Commission' AS giver,
    'public-grant' AS source_kind,
    'committed' AS stage,
    'yes' AS whole,
    money(ecMaxContribution, 'EUR') AS amount,
    day(startDate) AS starts,
    day(endDate) AS ends
FROM source
WHERE ecMaxContribution IS NOT NULL AND number(ecMaxContribution) <> '0';
-- kind: vocabulary
SELECT 'cordis-topic' AS code, 'Topic of the EU work programme' AS title, 'multi' AS adds_up FROM source;
-- kind: tag
SELECT DISTINCT 'cordis-topic' AS vocabulary, 'cordis-topic:' || slug(t.value) AS code, t.value AS title
FROM source, json_each(parts(topics, ';')) t
WHERE t.value <> '';
-- kind: tagging
SELECT DISTINCT 'cordis-topic:' || slug(t.value) AS tag, 'cordis:' || source.id AS project, 'CORDIS' AS tagged_by
FROM source, json_each(parts(topics, ';')) t
WHERE t.value <> '';
