-- Who takes part in the projects numbered from $first to $last, by project.
SELECT p.id AS project, t.role, s.title, s.outside_id, s.form
FROM project p
JOIN participation t ON t.project = p.code
JOIN stakeholder s ON s.code = t.stakeholder
WHERE p.id >= $first AND p.id <= $last
ORDER BY p.id, t.id
