-- The tags of projects as numbers, by project and number.
SELECT t.project AS owner, g.id AS value
FROM tagging t
JOIN tag g ON g.code = t.tag
WHERE t.project IS NOT NULL
ORDER BY t.project, g.id
