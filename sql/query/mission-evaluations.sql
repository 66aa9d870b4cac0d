-- Evaluations of a mission, by date.
SELECT e.code, e.title, e.status, e.independence, e.planned_on, e.done_on, e.source, e.example
FROM evaluation e
WHERE e.mission = $mission AND (e.status IS NULL OR e.status <> 'dropped')
ORDER BY COALESCE(e.done_on, e.planned_on) NULLS LAST, e.code
