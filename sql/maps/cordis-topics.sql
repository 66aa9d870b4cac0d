-- map: cordis-topics
-- title: CORDIS topics, topics.csv
-- publisher: European Commission, CC BY 4.0; https://cordis.europa.eu/projects/ , bulk data on data.europa.eu
-- format: csv
-- header: projectID; topic; title
-- scheme: cordis-topics
-- key: projectID; topic
-- kind: vocabulary
SELECT 'cordis-topic' AS code, 'Topic of the EU work programme' AS title, 'multi' AS adds_up FROM source;
-- kind: tag
SELECT 'cordis-topic' AS vocabulary, 'cordis-topic:' || slug(topic) AS code, topic AS title, clean(title) AS summary
FROM source;
-- kind: tagging
SELECT 'cordis-topic:' || slug(topic) AS tag, 'cordis:' || projectID AS project, 'CORDIS' AS tagged_by FROM source;
