-- rule: orphan-project
-- number: 19
-- severity: warning
-- class: structure
-- needs: contributions of projects to targets and steps, links between projects, learnings shared
-- threshold young = 60 days: a project younger than this is left alone
-- threshold silent = 12 months: without a learning shared
-- condition: an active project that started more than 60 days ago contributes to no target and no roadmap step; or, as
--    information, it has no link to another project and shared no learning for 12 months
-- message: {title}[ ({amount:money})] {what}.
-- together: {n} projects stand alone: {names}. First: {worst}
-- action: link it, move it, or stop it
-- clears: a contribution to a target or step; for the weaker form a link or a learning
-- source: 002@00:19:20, 002@00:56:56, 002@01:18:39
WITH
active AS MATERIALIZED (
    SELECT
        p.code,
        p.title,
        p.starts,
        CASE
            WHEN EXISTS (
                SELECT 1
                FROM contribution c
                WHERE c.project = p.code AND (c.target IS NOT NULL OR c.step IS NOT NULL)
            ) THEN 1
            ELSE 0
        END AS contributes,
        CASE
            WHEN EXISTS (SELECT 1 FROM link l WHERE l.project = p.code) THEN 1
            WHEN EXISTS (SELECT 1 FROM link l WHERE l.to_project = p.code) THEN 1
            WHEN EXISTS (SELECT 1 FROM learning n WHERE n.project = p.code AND n.learnt_on >= $silent) THEN 1
            ELSE 0
        END AS connected
    FROM project p
    WHERE
        p.status IN ('approved', 'running')
        AND p.starts < substr($young, 1, length(p.starts))
        AND (p.example = 0 OR $examples = 1)
)

SELECT
    'project' AS kind,
    a.code,
    a.title,
    (SELECT pm.mission FROM project_mission pm WHERE pm.owner = a.code ORDER BY pm.position LIMIT 1) AS mission,
    CASE WHEN a.contributes = 1 THEN 'info' ELSE 'warning' END AS severity,
    CASE
        WHEN a.contributes = 1 THEN 'has no link to another project and shared no learning for a year'
        ELSE 'serves no target and no roadmap step. It is a project, not part of the mission'
    END AS what,
    (
        SELECT CASE WHEN MIN(f.amount_currency) = MAX(f.amount_currency) THEN SUM(f.amount) END
        FROM funding_counted f
        WHERE f.project = a.code AND f.stage = 'committed'
    ) AS amount,
    (SELECT MIN(f.amount_currency) FROM funding_counted f WHERE f.project = a.code AND f.stage = 'committed') AS amount_currency,
    a.starts AS since
FROM active a
WHERE a.contributes = 0 OR a.connected = 0
ORDER BY a.code
