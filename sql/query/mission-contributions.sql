-- Claims that a mission as a whole moves its targets, and how many of its projects make one.
SELECT
    c.code,
    c.target,
    c.claim,
    c.theory,
    c.implemented,
    c.evidenced,
    c.others_assessed,
    c.evidence_level,
    c.source,
    c.example
FROM contribution c
JOIN target t ON t.code = c.target
WHERE t.mission = $mission AND c.project IS NULL
ORDER BY c.target, c.code
