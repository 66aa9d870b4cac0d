-- map: cordis-euroscivoc
-- title: CORDIS fields of science, euroSciVoc.csv
-- publisher: European Commission, CC BY 4.0; https://cordis.europa.eu/projects/ , bulk data on data.europa.eu
-- format: csv
-- header: projectID; euroSciVocCode; euroSciVocPath; euroSciVocTitle
-- scheme: cordis-euroscivoc
-- key: projectID; euroSciVocCode
-- kind: vocabulary
SELECT 'euroscivoc' AS code, 'European Science Vocabulary' AS title, 'multi' AS adds_up FROM source;
-- kind: tag
SELECT
    'euroscivoc' AS vocabulary,
    'euroscivoc:' || slug(euroSciVocCode) AS code,
    euroSciVocTitle AS title,
    euroSciVocPath AS summary
FROM source;
-- kind: tagging
SELECT
    'euroscivoc:' || slug(euroSciVocCode) AS tag,
    'cordis:' || projectID AS project,
    'CORDIS' AS tagged_by
FROM source;
