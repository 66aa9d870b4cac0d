-- rule: measurement-stale
-- number: 22
-- severity: warning
-- class: drift
-- needs: the target's interval (12 months unless set), date of the last measurement
-- uses: target_progress
-- hides subject: target-off-track
-- condition: the last measurement (or the baseline, while there is none) is more than 1.5 times the interval old
-- message: {title} was last measured {last_on:months} ago. The progress shown in reports is not current.
-- together: {n} targets were not measured in time: {names}. The progress shown in reports is not current.
-- action: enter the value (`mpt measure`), or name the source and date of the next one
-- clears: a measurement within 1.5 times the interval
-- source: 002@00:09:22, 002@01:06:05
SELECT
    'target' AS kind,
    t.code,
    t.title,
    t.mission,
    p.last_on,
    p.last_on AS since
FROM target t
JOIN target_progress p ON p.target = t.code
LEFT JOIN mission m ON m.code = t.mission
WHERE
    p.stale_from < $today
    AND t.status = 'agreed'
    AND (m.code IS NULL OR m.status IN ('launched', 'scaling'))
    AND (t.example = 0 OR $examples = 1)
ORDER BY t.code
