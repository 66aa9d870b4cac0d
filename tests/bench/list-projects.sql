-- `mpt list projects` as one statement.
SELECT
    project.code,
    project.title,
    (SELECT group_concat(l.mission, '; ') FROM project_mission l WHERE l.owner = project.code) AS mission,
    project.status,
    project.stage,
    project.starts,
    project.ends,
    (
        SELECT CASE WHEN min(f.amount_currency) = max(f.amount_currency) THEN sum(f.amount) END
        FROM funding_counted f
        WHERE f.project = project.code AND f.stage = 'committed'
    ) AS committed,
    (
        SELECT CASE WHEN min(f.amount_currency) = max(f.amount_currency) THEN min(f.amount_currency) END
        FROM funding_counted f
        WHERE f.project = project.code AND f.stage = 'committed'
    ) AS committed_currency,
    project.example
FROM project
ORDER BY project.code;
