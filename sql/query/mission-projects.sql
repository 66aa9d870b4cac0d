-- The projects of a mission, each once, with the side of their instrument and their solution tags' money-independent facts.
SELECT
    p.code,
    p.title,
    p.status,
    p.stage,
    p.example,
    i.side,
    pm.share,
    (
        SELECT MIN(t.tag)
        FROM tagging t
        WHERE t.project = p.code AND t.tag >= 'solution:' AND t.tag < 'solution;'
    ) AS solution,
    (
        SELECT COUNT(*)
        FROM tagging t
        WHERE t.project = p.code AND t.tag >= 'solution:' AND t.tag < 'solution;'
    ) AS solution_count
FROM project_mission pm
JOIN project p ON p.code = pm.owner
LEFT JOIN instrument i ON i.code = p.instrument
WHERE pm.mission = $mission
ORDER BY p.code
