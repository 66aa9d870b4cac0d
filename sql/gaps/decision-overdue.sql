-- rule: decision-overdue
-- number: 14
-- severity: warning
-- class: flow
-- needs: decisions with status needed, asked, due, level, what they hold up
-- threshold long = 30 days: overdue by more than this is critical
-- threshold unanswered = 45 days: without a due date, asked longer ago than this
-- condition: a needed decision is past its due date, or has none and was asked for more than 45 days ago; critical when
--    it is more than 30 days overdue, or a project cannot go on without it
-- message: "{title}" has waited {waits_since:days}[ at {level} level][ since it was due on {due_on:date}].[ {holds:money}
--    is on hold.][ {blocked} cannot go on without it.]
-- together: {n} decisions are overdue: {names}. The worst: {worst}
-- action: decide, delegate, or set a new date with a reason
-- clears: the decision is taken or withdrawn, or has a due date ahead
-- source: 002@01:08:08, 002@01:06:05
SELECT
    'decision' AS kind,
    d.code,
    d.title,
    d.mission,
    CASE
        WHEN d.due_on < substr($long, 1, length(d.due_on)) THEN 'critical'
        WHEN EXISTS (SELECT 1 FROM decision_blocks b WHERE b.owner = d.code) THEN 'critical'
        ELSE 'warning'
    END AS severity,
    COALESCE(d.due_on, d.asked_on) AS waits_since,
    d.due_on,
    d.level,
    d.holds,
    d.holds_currency,
    d.holds AS amount,
    d.holds_currency AS amount_currency,
    (
        SELECT p.title
        FROM decision_blocks b
        JOIN project p ON p.code = b.blocks
        WHERE b.owner = d.code
        ORDER BY b.position
        LIMIT 1
    ) AS blocked,
    COALESCE(d.due_on, d.asked_on) AS since
FROM decision d
LEFT JOIN mission m ON m.code = d.mission
WHERE
    d.status = 'needed'
    AND (d.example = 0 OR $examples = 1)
    AND (m.code IS NULL OR m.status IN ('launched', 'scaling'))
    AND (
        d.due_on < substr($today, 1, length(d.due_on))
        OR (d.due_on IS NULL AND d.asked_on < substr($unanswered, 1, length(d.asked_on)))
    )
ORDER BY d.code
