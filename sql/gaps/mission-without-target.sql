-- rule: mission-without-target
-- number: 1
-- severity: critical
-- class: setup
-- needs: mission status and launch, targets
-- threshold grace = 30 days: after launch, before the rule speaks
-- hides mission: target-incomplete target-off-track measurement-stale
-- condition: a live mission (launched or scaling) has no target with status agreed or reached; from 30 days after its
--    launch, or at once when no launch date is known
-- message: {title} has[ been running {launched:days} and has] no agreed target. Nobody can say whether it succeeds.
-- together: {n} live missions have no agreed target: {names}. Nobody can say whether they succeed.
-- action: agree one outcome target (metric, direction, unit, baseline, value, date), or set the mission back to candidate
-- clears: an agreed target of the mission
-- source: 002@00:05:29, 002@00:04:52
SELECT
    'mission' AS kind,
    m.code,
    m.title,
    m.code AS mission,
    m.launched,
    m.launched AS since
FROM mission m
WHERE
    m.status IN ('launched', 'scaling')
    AND (m.example = 0 OR $examples = 1)
    AND (m.launched IS NULL OR m.launched <= $grace)
    AND NOT EXISTS (
        SELECT 1
        FROM target t
        WHERE t.mission = m.code AND t.status IN ('agreed', 'reached') AND (t.example = 0 OR $examples = 1)
    )
ORDER BY m.code
