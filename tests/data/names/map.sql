-- map: names
-- title: Projects and who does them
-- header: id; title; who; country
-- scheme: names
-- key: id
-- kind: stakeholder
SELECT who AS title, country FROM source;
-- kind: project
SELECT 'names:' || id AS outside_id, title FROM source;
-- kind: participation
SELECT who AS stakeholder, 'names:' || id AS project, 'deliver' AS role FROM source;
