-- Actions in scope that were agreed: open ones, and those done since a day.
SELECT a.code, a.title, a.owner, a.asked_on, a.due_on, a.done_on, a.source, a.example, m.title AS mission_title
FROM action a
LEFT JOIN mission m ON m.code = a.mission
LEFT JOIN review r ON r.code = a.review
WHERE
    (a.asked_on IS NULL OR a.asked_on <= $today)
    AND (a.done_on IS NULL OR a.done_on > $today OR CAST($since AS TEXT) IS NULL OR a.done_on >= $since)
    AND (a.example = 0 OR $examples = 1)
    AND (CAST($mission AS TEXT) IS NULL OR a.mission = $mission OR r.mission = $mission)
    AND (CAST($portfolio AS TEXT) IS NULL OR m.portfolio = $portfolio OR r.portfolio = $portfolio)
ORDER BY a.due_on NULLS LAST, a.code
