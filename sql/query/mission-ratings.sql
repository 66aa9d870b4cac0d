-- How a mission's delivery was judged, latest first.
SELECT r.code, r.rated_on, r.colour, r.rated_by, r.reason, r.to_green, r.source, r.example
FROM rating r
WHERE r.mission = $mission AND r.rated_on <= $today
ORDER BY r.rated_on DESC, r.code
