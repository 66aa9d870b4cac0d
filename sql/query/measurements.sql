-- Measurements known by $today, of one mission's targets or all, in the order of their targets.
SELECT v.*
FROM target t
JOIN measurement v ON v.target = t.code
WHERE
    (CAST($mission AS TEXT) IS NULL OR t.mission = $mission)
    AND (v.example = 0 OR $examples = 1)
    AND (t.example = 0 OR $examples = 1)
    AND (v.published_on IS NULL OR v.published_on <= $today)
ORDER BY t.code, v.measured_on, v.code
