-- Everything a map shows, and the portfolio it is drawn in: a mission's own, a project's own or its first mission's.
SELECT n.id, n.kind, n.code, n.title, n.portfolio, o.title AS portfolio_title, n.example
FROM (
    SELECT 'mission:' || m.code AS id, 'mission' AS kind, m.code, m.title, m.portfolio, m.example
    FROM mission m
    UNION ALL
    SELECT
        'project:' || p.code,
        'project',
        p.code,
        p.title,
        COALESCE(
            (SELECT b.portfolio FROM project_portfolio b WHERE b.owner = p.code ORDER BY b.position LIMIT 1),
            (
                SELECT m.portfolio
                FROM project_mission b
                JOIN mission m ON m.code = b.mission
                WHERE b.owner = p.code
                ORDER BY b.position
                LIMIT 1
            )
        ),
        p.example
    FROM project p
    UNION ALL
    SELECT 'programme:' || g.code, 'programme', g.code, g.title, NULL, g.example
    FROM programme g
    UNION ALL
    SELECT 'stakeholder:' || s.code, 'stakeholder', s.code, s.title, NULL, s.example
    FROM stakeholder s
) n
LEFT JOIN portfolio o ON o.code = n.portfolio
ORDER BY n.portfolio NULLS LAST, n.kind, n.code
