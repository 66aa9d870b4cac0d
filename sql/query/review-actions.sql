-- Open actions in scope: of its missions, of projects in these, agreed in one of its reviews, or of nothing at all.
SELECT
    a.id,
    a.code,
    a.title,
    a.owner,
    a.asked_on,
    a.due_on,
    a.done_on,
    a.review,
    a.source,
    a.example,
    m.title AS mission_title
FROM action a
LEFT JOIN mission m ON m.code = a.mission
LEFT JOIN review r ON r.code = a.review
WHERE
    (a.asked_on IS NULL OR a.asked_on <= $today)
    AND (a.done_on IS NULL OR a.done_on > $today)
    AND (a.example = 0 OR $examples = 1)
    AND (
        (CAST($mission AS TEXT) IS NULL AND CAST($portfolio AS TEXT) IS NULL)
        OR a.mission = $mission
        OR r.mission = $mission
        OR m.portfolio = $portfolio
        OR r.portfolio = $portfolio
        OR (a.mission IS NULL AND a.project IS NULL AND a.review IS NULL)
        OR EXISTS (
            SELECT 1
            FROM project_mission pm
            JOIN mission o ON o.code = pm.mission
            WHERE pm.owner = a.project AND (pm.mission = $mission OR o.portfolio = $portfolio)
        )
    )
ORDER BY a.due_on NULLS LAST, a.code
