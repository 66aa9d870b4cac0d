-- Measurements known by $today, of one mission's targets or all, in the order of their targets.
SELECT v.*
FROM measurement v
JOIN target t ON t.code = v.target
WHERE
    (CAST($mission AS TEXT) IS NULL OR t.mission = $mission)
    AND (v.example = 0 OR $examples = 1)
    AND (t.example = 0 OR $examples = 1)
    AND (v.published_on IS NULL OR v.published_on <= $today)
ORDER BY v.target, v.measured_on, v.code
