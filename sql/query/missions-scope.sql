-- Every mission's portfolio, launch and committed money by currency: its own and its projects' by their share in it.
SELECT
    m.code,
    m.portfolio,
    m.launched,
    n.currency,
    n.committed
FROM mission m
LEFT JOIN (
    SELECT u.mission, u.currency, SUM(u.amount) AS committed
    FROM (
        SELECT f.mission, f.amount_currency AS currency, f.amount
        FROM funding_counted f
        WHERE f.mission IS NOT NULL AND f.project IS NULL AND f.stage = 'committed'
        UNION ALL
        SELECT pm.mission, f.amount_currency, f.amount * COALESCE(pm.share, 100) / 100
        FROM funding_counted f
        JOIN project_mission pm ON pm.owner = f.project
        WHERE f.stage = 'committed'
    ) u
    GROUP BY u.mission, u.currency
) n ON n.mission = m.code
ORDER BY m.code, n.currency
