-- What happened outside a mission, latest first.
SELECT n.code, n.title, n.noted_on, n.source, n.example
FROM note n
WHERE n.mission = $mission AND n.outside = 1 AND (n.noted_on IS NULL OR substr(n.noted_on, 1, 4) <= substr($today, 1, 4))
ORDER BY n.noted_on DESC NULLS LAST, n.code
