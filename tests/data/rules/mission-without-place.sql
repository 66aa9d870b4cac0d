-- rule: mission-without-place
-- number: 101
-- severity: info
-- class: setup
-- needs: mission place
-- threshold least = 1 missions: below which the rule is silent
-- condition: a live mission that is bound to a place names none
-- message: {title} names no place.
-- together: {n} missions name no place: {names}.
-- action: name the place
-- clears: a place
-- source: a rule of our own
SELECT
    'mission' AS kind,
    m.code,
    m.title,
    m.code AS mission
FROM mission m
WHERE
    m.status IN ('launched', 'scaling')
    AND m.country = 'VN'
    AND m.place IS NULL
    AND (SELECT count(*) FROM mission) >= $least
ORDER BY m.code
