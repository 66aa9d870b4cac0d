-- What was learnt in scope, newest first.
SELECT
    l.id,
    l.code,
    l.title,
    l.learnt_on,
    l.needs_change,
    l.changed,
    l.decision,
    l.source,
    l.example,
    coalesce(m.title, p.title) AS place_title
FROM learning l
LEFT JOIN mission m ON m.code = l.mission
LEFT JOIN project p ON p.code = l.project
WHERE
    (l.learnt_on IS NULL OR l.learnt_on <= $today)
    AND (l.example = 0 OR $examples = 1)
    AND (
        CAST($mission AS TEXT) IS NULL
        OR l.mission = $mission
        OR EXISTS (SELECT 1 FROM project_mission pm WHERE pm.owner = l.project AND pm.mission = $mission)
    )
    AND (
        CAST($portfolio AS TEXT) IS NULL
        OR l.portfolio = $portfolio
        OR m.portfolio = $portfolio
        OR EXISTS (
            SELECT 1
            FROM project_mission pm
            JOIN mission o ON o.code = pm.mission
            WHERE pm.owner = l.project AND o.portfolio = $portfolio
        )
    )
ORDER BY l.learnt_on DESC NULLS LAST, l.id DESC
