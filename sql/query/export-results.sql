-- Agreed or reached targets that projects contribute to, with their measurements known by $today: of two for one date the
-- one published later.
SELECT
    c.project AS owner,
    c.code,
    c.claim,
    t.title,
    t.metric,
    t.unit,
    t.in_money,
    t.currency,
    t.direction,
    t.baseline,
    t.baseline_on,
    t.value,
    t.value_high,
    t.due,
    m.value AS actual,
    m.measured_on,
    m.summary
FROM contribution c
JOIN target t ON t.code = c.target
LEFT JOIN measurement m ON
    m.target = t.code
    AND m.measured_on <= $today
    AND COALESCE(m.published_on, m.measured_on) <= $today
    AND (m.example = 0 OR $examples = 1)
    AND NOT EXISTS (
        SELECT 1
        FROM measurement n
        WHERE
            n.target = m.target
            AND n.measured_on = m.measured_on
            AND COALESCE(n.published_on, n.measured_on) <= $today
            AND (n.example = 0 OR $examples = 1)
            AND (COALESCE(n.published_on, n.measured_on), n.code) > (COALESCE(m.published_on, m.measured_on), m.code)
    )
WHERE
    c.project IS NOT NULL
    AND t.status IN ('agreed', 'reached')
    AND (c.example = 0 OR $examples = 1)
    AND (t.example = 0 OR $examples = 1)
ORDER BY c.project, c.code, m.measured_on
