-- Closed reviews that kept their values, the last closed first.
SELECT r.id, r.code, r.title, r.portfolio, r.mission, r.held_on, r.closed_by, r.source, r.example
FROM review r
WHERE r.computed IS NOT NULL AND r.held_on <= $today
ORDER BY r.id DESC
