-- The missions a review is about, and whether each is live.
SELECT m.code, m.title, CASE WHEN m.status IN ('launched', 'scaling') THEN 1 ELSE 0 END AS live
FROM mission m
WHERE
    (CAST($mission AS TEXT) IS NULL OR m.code = $mission)
    AND (CAST($portfolio AS TEXT) IS NULL OR m.portfolio = $portfolio)
ORDER BY m.code
