-- What projects are compared by; who was rejected has none, in the order of their codes.
SELECT p.id, p.code, p.title, p.alias, p.outside_id, p.place, p.starts, p.ends
FROM project p
WHERE p.status IS NULL OR p.status <> 'rejected'
ORDER BY p.code
