-- The projects of a mission or portfolio ($mission, $portfolio: NULL is any), by number.
SELECT p.id AS number
FROM project p
WHERE
    (
        CAST($mission AS TEXT) IS NULL
        OR EXISTS (SELECT 1 FROM project_mission pm WHERE pm.owner = p.code AND pm.mission = $mission)
    )
    AND (
        CAST($portfolio AS TEXT) IS NULL
        OR EXISTS (SELECT 1 FROM project_portfolio pp WHERE pp.owner = p.code AND pp.portfolio = $portfolio)
        OR EXISTS (
            SELECT 1
            FROM project_mission pm
            JOIN mission m ON m.code = pm.mission
            WHERE pm.owner = p.code AND m.portfolio = $portfolio
        )
    )
ORDER BY p.id
