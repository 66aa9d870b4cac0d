-- The partners of projects as numbers, by project and number.
SELECT DISTINCT t.project AS owner, s.id AS value
FROM participation t
JOIN stakeholder s ON s.code = t.stakeholder
WHERE t.project IS NOT NULL
ORDER BY t.project, s.id
