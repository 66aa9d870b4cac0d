-- Committed money of a mission's active projects by solution tag and currency; the currency with most of it first.
-- A project with several solution tags counts at its first, so that nothing counts twice.
WITH
project_solution AS (
    SELECT pm.owner AS project, COALESCE(pm.share, 100) AS share, MIN(t.tag) AS solution
    FROM project_mission pm
    JOIN project p ON p.code = pm.owner
    JOIN tagging t ON t.project = pm.owner AND t.tag >= 'solution:' AND t.tag < 'solution;'
    WHERE pm.mission = $mission AND p.status IN ('approved', 'running')
    GROUP BY pm.owner, pm.share
),

money AS (
    SELECT s.solution, f.amount_currency AS currency, SUM(f.amount * s.share / 100) AS amount
    FROM project_solution s
    JOIN funding_counted f ON f.project = s.project
    WHERE f.stage = 'committed'
    GROUP BY s.solution, f.amount_currency
)

SELECT m.solution, m.currency, m.amount
FROM money m
ORDER BY (SELECT SUM(n.amount) FROM money n WHERE n.currency = m.currency) DESC, m.currency, m.amount DESC, m.solution
