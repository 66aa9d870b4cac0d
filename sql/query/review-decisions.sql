-- Decisions that wait, in scope, those due first before.
SELECT
    d.code,
    d.title,
    d.due_on,
    d.asked_on,
    d.level,
    d.delegated_to,
    d.holds,
    d.holds_currency,
    d.proposal,
    d.source,
    d.example,
    d.mission,
    m.title AS mission_title,
    (
        SELECT s.title
        FROM decision_holds_step h
        JOIN step s ON s.code = h.holds_step
        WHERE h.owner = d.code
        ORDER BY h.position
        LIMIT 1
    ) AS step
FROM decision d
LEFT JOIN mission m ON m.code = d.mission
WHERE
    d.status = 'needed'
    AND (d.asked_on IS NULL OR d.asked_on <= $today)
    AND (d.example = 0 OR $examples = 1)
    AND (CAST($mission AS TEXT) IS NULL OR d.mission = $mission)
    AND (CAST($portfolio AS TEXT) IS NULL OR d.portfolio = $portfolio OR m.portfolio = $portfolio)
ORDER BY d.due_on NULLS LAST, d.code
