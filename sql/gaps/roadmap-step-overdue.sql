-- rule: roadmap-step-overdue
-- number: 26
-- severity: warning
-- class: drift
-- needs: roadmap steps with due date, status and what depends on them
-- threshold late = 30 days: late by more than this
-- threshold very_late = 90 days: late by more than this is critical when others wait for it
-- threshold soon = 6 months: a dependent step that starts (or is due) within this
-- condition: a step of a live mission is more than 30 days late and not done; critical at 90 days when a step that
--    depends on it starts within 6 months
-- message: "{title}" is {due:days} late[ and was moved {moved:times}].[ "{next_step}" depends on it[ and is due
--    {next_due:date}].]
-- together: {n} roadmap steps are late: {names}. The worst: {worst}
-- action: a new date with a reason, a different route, or less of it
-- clears: the step is done or dropped, or has a date ahead
-- source: 002@01:02:48, 002@01:15:36
WITH
late_step AS (
    SELECT
        s.code,
        s.title,
        s.mission,
        s.due,
        s.moved,
        (
            SELECT n.code
            FROM step_depends_on d
            JOIN step n ON n.code = d.owner
            WHERE d.depends_on = s.code AND (n.status IS NULL OR n.status NOT IN ('done', 'dropped'))
            ORDER BY COALESCE(n.starts, n.due) NULLS LAST, n.code
            LIMIT 1
        ) AS next_code
    FROM step s
    JOIN mission m ON m.code = s.mission
    WHERE
        m.status IN ('launched', 'scaling')
        AND (s.status IS NULL OR s.status NOT IN ('done', 'dropped'))
        AND s.done_on IS NULL
        AND s.due < substr($late, 1, length(s.due))
        AND (s.example = 0 OR $examples = 1)
)

SELECT
    'step' AS kind,
    l.code,
    l.title,
    l.mission,
    l.due,
    l.moved,
    n.title AS next_step,
    n.due AS next_due,
    CASE
        WHEN
            l.due < substr($very_late, 1, length(l.due))
            AND COALESCE(n.starts, n.due) <= $soon_ahead
            THEN 'critical'
        ELSE 'warning'
    END AS severity,
    l.due AS since
FROM late_step l
LEFT JOIN step n ON n.code = l.next_code
ORDER BY l.code
