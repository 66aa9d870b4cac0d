-- What projects are compared by, in the order of their codes.
SELECT p.id, p.code, p.title, p.alias, p.outside_id, p.place, p.starts, p.ends
FROM project p
ORDER BY p.code
