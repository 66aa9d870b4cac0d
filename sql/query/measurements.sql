-- Measurements known by $today, of one mission's targets or all, in the order of their targets. CROSS JOIN keeps the
-- targets in front: there are few of them, and their measurements are looked up.
SELECT v.*
FROM target t
CROSS JOIN measurement v
WHERE
    v.target = t.code
    AND (CAST($mission AS TEXT) IS NULL OR t.mission = $mission)
    AND (v.example = 0 OR $examples = 1)
    AND (t.example = 0 OR $examples = 1)
    AND (v.published_on IS NULL OR v.published_on <= $today)
ORDER BY t.code, v.measured_on, v.code
