-- rule: mission-without-owner
-- number: 12
-- severity: critical
-- class: setup
-- needs: mission owner, governing body and its last meeting
-- threshold quiet = 120 days: since the governing body last met
-- condition: a live mission has no owner named; or, as a warning, no governing body, or one that has not met for 120 days
-- message: {title} has {what}[ since {since_date:date}]. Decisions have nobody to go to.
-- together: {n} live missions have {together}: {names}. Decisions have nobody to go to.
-- action: name an interim owner today; set the governing body's next meeting
-- clears: an owner by name, a governing body, and a meeting of it within 120 days
-- source: 002@00:07:50, 000@00:28:10, 001@00:03:56
SELECT
    'mission' AS kind,
    m.code,
    m.title,
    m.code AS mission,
    CASE WHEN m.owner IS NULL THEN 'critical' ELSE 'warning' END AS severity,
    CASE
        WHEN m.owner IS NULL THEN 'no owner'
        WHEN m.governing_body IS NULL THEN 'no governing body'
        ELSE 'a governing body (' || m.governing_body || ') that has not met'
    END AS what,
    CASE WHEN m.owner IS NULL THEN 'no owner' ELSE 'no governing body that meets' END AS together,
    CASE
        WHEN m.owner IS NULL THEN m.owner_until
        WHEN m.governing_body IS NOT NULL THEN m.governing_body_met_on
    END AS since_date,
    CASE WHEN m.owner IS NULL THEN m.owner_until ELSE m.governing_body_met_on END AS since
FROM mission m
WHERE
    m.status IN ('launched', 'scaling')
    AND (m.example = 0 OR $examples = 1)
    AND (m.owner IS NULL OR m.governing_body IS NULL OR m.governing_body_met_on < $quiet)
ORDER BY m.code
