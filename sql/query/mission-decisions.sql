-- Decisions of a mission that wait, those due first before.
SELECT
    d.code,
    d.title,
    d.due_on,
    d.asked_on,
    d.level,
    d.holds,
    d.holds_currency,
    d.proposal,
    d.source,
    d.example,
    (
        SELECT s.title
        FROM decision_holds_step h
        JOIN step s ON s.code = h.holds_step
        WHERE h.owner = d.code
        ORDER BY h.position
        LIMIT 1
    ) AS step
FROM decision d
WHERE d.mission = $mission AND d.status = 'needed' AND (d.asked_on IS NULL OR d.asked_on <= $today)
ORDER BY d.due_on NULLS LAST, d.code
