-- rule: target-off-track
-- number: 21
-- severity: warning
-- class: drift
-- needs: a complete target, two values (the baseline counts), decisions on the target
-- threshold stuck = 180 days: off track and undecided for so long is critical
-- uses: target_progress
-- condition: at least 15 % of the path's time is gone and the pace R = progress / elapsed is below 0.60 (limited
--    progress) or below 0 (moving away); critical when it has been so for 180 days and no decision to pivot, scale,
--    stop, continue or change the target was taken on it since; low confidence in the data caps it at warning
-- message: {title}: the latest value is {latest_text}; the path asks for {path_text} by then.[ At the pace since
--    {baseline_year} it is reached in {forecast}.][ The last decision on it is {decided_on:days} old.][ The data are of
--    {low} confidence.]
-- together: {n} targets are off track: {names}. The worst: {worst}
-- action: decide: more of what works, change the mix, change the target, or stop; record it
-- clears: a measurement on the path (R of 0.65: 5 points more than it takes to be found), or a decision that changes the target
-- source: 002@01:06:05, 002@00:09:22
SELECT
    'target' AS kind,
    t.code,
    t.title,
    t.mission,
    CASE
        WHEN
            p.confidence IS DISTINCT FROM 'low'
            AND p.off_track_since <= $stuck
            AND NOT EXISTS (
                SELECT 1
                FROM decision d
                WHERE
                    d.target = t.code
                    AND d.status = 'taken'
                    AND d.decision_kind IN ('pivot', 'scale', 'stop', 'change-target', 'continue')
                    AND d.taken_on > $stuck
                    AND d.taken_on <= $today
            )
            THEN 'critical'
        ELSE 'warning'
    END AS severity,
    p.latest_text,
    p.path_text,
    p.forecast,
    p.baseline_year,
    p.pace,
    CASE WHEN p.confidence = 'low' THEN 'low' END AS low,
    (
        SELECT MAX(d.taken_on)
        FROM decision d
        WHERE d.target = t.code AND d.status = 'taken' AND d.taken_on <= $today
    ) AS decided_on,
    p.off_track_since AS since
FROM target t
JOIN target_progress p ON p.target = t.code
LEFT JOIN mission m ON m.code = t.mission
WHERE
    (p.band IN ('limited progress', 'deterioration') OR ($closing = 1 AND p.pace < 0.65))
    AND t.status = 'agreed'
    AND (m.code IS NULL OR m.status IN ('launched', 'scaling'))
    AND (t.example = 0 OR $examples = 1)
ORDER BY t.code
