-- rule: funding-cliff
-- number: 33
-- severity: warning
-- class: drift
-- needs: committed and planned money by year, end of committed money, due dates of targets, applications open
-- threshold ahead = 3: years looked at
-- threshold short = 50 %: of a year's planned need, committed
-- threshold near = 12 months: a year that begins sooner is critical
-- threshold gap = 2: years between the end of committed money and the target, without an application
-- condition: in one of the next 3 years less than 50 % of the need planned for that year is committed; critical when
--    that year begins within 12 months, or when all committed money ends more than 2 years before the target is due and
--    no application is open
-- message: {title}:[ committed money lasts until {money_ends:date}.][ Of the {need:money} that {year} needs, {have} is
--    committed.][ The target is due {due:date}.][ {applied:money} is applied for.]
-- together: {n} missions run out of committed money: {names}. The worst: {worst}
-- action: open the renewal, or shorten the target
-- clears: half of each of the next three years' need committed, or an application open
-- source: 002@00:19:36, 001@00:35:20, 002@01:16:22
WITH
live AS (
    SELECT m.code, m.title
    FROM mission m
    WHERE m.status IN ('launched', 'scaling') AND (m.example = 0 OR $examples = 1)
),

-- Money of a mission: its own, and its projects' by their share in it (a project without shares counts whole).
money AS (
    SELECT f.mission, f.stage, f.year, f.ends, f.amount_currency AS currency, f.amount
    FROM funding_counted f
    WHERE f.mission IS NOT NULL AND f.project IS NULL AND (f.example = 0 OR $examples = 1)
    UNION ALL
    SELECT pm.mission, f.stage, f.year, f.ends, f.amount_currency, f.amount * COALESCE(pm.share, 100) / 100
    FROM funding_counted f
    JOIN project_mission pm ON pm.owner = f.project
    WHERE (f.example = 0 OR $examples = 1) AND f.stage IN ('committed', 'applied')
),

by_year AS (
    SELECT
        n.mission,
        n.year,
        n.currency,
        SUM(CASE WHEN n.stage = 'planned' THEN n.amount ELSE 0 END) AS need,
        SUM(CASE WHEN n.stage = 'committed' THEN n.amount ELSE 0 END) AS have
    FROM money n
    WHERE n.year BETWEEN CAST(substr($today, 1, 4) AS INTEGER) + 1 AND CAST(substr($today, 1, 4) AS INTEGER) + $ahead
    GROUP BY n.mission, n.year, n.currency
),

-- The first year that falls short.
short_year AS (
    SELECT y.mission, MIN(y.year) AS year
    FROM by_year y
    WHERE y.need > 0 AND y.have < y.need * ($short + 5 * $closing) / 100
    GROUP BY y.mission
),

-- Until when committed money lasts, where every commitment says so.
ends AS (
    SELECT n.mission, MAX(n.ends) AS money_ends
    FROM money n
    WHERE n.stage = 'committed'
    GROUP BY n.mission
    HAVING COUNT(*) = COUNT(n.ends)
),

applied AS (
    SELECT n.mission, SUM(n.amount) AS amount, MIN(n.currency) AS currency
    FROM money n
    WHERE n.stage = 'applied'
    GROUP BY n.mission
    HAVING MIN(n.currency) = MAX(n.currency)
),

due AS (
    SELECT t.mission, MAX(t.due) AS due
    FROM target t
    WHERE t.status = 'agreed' AND (t.example = 0 OR $examples = 1)
    GROUP BY t.mission
)

SELECT
    'mission' AS kind,
    l.code,
    l.title,
    l.code AS mission,
    e.money_ends,
    d.due,
    y.year,
    y.need,
    y.currency AS need_currency,
    CASE WHEN y.have = 0 THEN 'nothing' ELSE CAST(ROUND(100.0 * y.have / y.need) AS INTEGER) || ' %' END AS have,
    a.amount AS applied,
    a.currency AS applied_currency,
    CASE
        WHEN y.year || '-01-01' <= $near_ahead THEN 'critical'
        WHEN e.money_ends <= d.due AND a.mission IS NULL AND g.mission IS NOT NULL THEN 'critical'
        ELSE 'warning'
    END AS severity
FROM live l
LEFT JOIN short_year s ON s.mission = l.code
LEFT JOIN by_year y ON y.mission = s.mission AND y.year = s.year AND y.need > 0 AND y.have < y.need * ($short + 5 * $closing) / 100
LEFT JOIN ends e ON e.mission = l.code
LEFT JOIN due d ON d.mission = l.code
LEFT JOIN applied a ON a.mission = l.code
-- More than two years lie between the last committed money and the target: years compare as numbers, then the rest.
LEFT JOIN ends g ON
    g.mission = l.code
    AND (CAST(substr(d.due, 1, 4) AS INTEGER) - CAST($gap AS INTEGER)) || substr(d.due, 5) > g.money_ends
WHERE
    s.mission IS NOT NULL
    OR (g.mission IS NOT NULL AND a.mission IS NULL AND g.money_ends >= substr($today, 1, length(g.money_ends)))
ORDER BY l.code
