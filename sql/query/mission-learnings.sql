-- What was learnt in a mission or its projects, latest first; first what changed something.
SELECT l.code, l.title, l.changed, l.decision, l.learnt_on, l.needs_change, l.source, l.example
FROM learning l
WHERE
    (l.mission = $mission OR l.project IN (SELECT pm.owner FROM project_mission pm WHERE pm.mission = $mission))
    AND (l.learnt_on IS NULL OR l.learnt_on <= $today)
ORDER BY CASE WHEN l.changed IS NULL THEN 1 ELSE 0 END, l.learnt_on DESC NULLS LAST, l.code
