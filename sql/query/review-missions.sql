-- Live missions in scope, with how their delivery was judged last and the next step of their roadmap.
SELECT
    m.code,
    m.title,
    m.portfolio,
    m.planned,
    m.planned_currency,
    m.source,
    m.example,
    r.code AS rating,
    r.colour,
    r.rated_on,
    r.reason,
    r.to_green,
    s.title AS next_step,
    s.due AS next_due
FROM mission m
LEFT JOIN
    rating r
    ON r.code = (
        SELECT l.code
        FROM rating l
        WHERE l.mission = m.code AND l.rated_on <= $today
        ORDER BY l.rated_on DESC, l.id DESC
        LIMIT 1
    )
LEFT JOIN
    step s
    ON s.code = (
        SELECT n.code
        FROM step n
        WHERE
            n.mission = m.code
            AND (n.status IS NULL OR n.status NOT IN ('done', 'dropped'))
            AND n.due IS NOT NULL
            AND n.due >= substr($today, 1, length(n.due))
        ORDER BY n.due, n.code
        LIMIT 1
    )
WHERE
    m.status IN ('launched', 'scaling')
    AND (m.example = 0 OR $examples = 1)
    AND (CAST($mission AS TEXT) IS NULL OR m.code = $mission)
    AND (CAST($portfolio AS TEXT) IS NULL OR m.portfolio = $portfolio)
ORDER BY m.code
