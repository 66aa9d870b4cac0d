-- What projects are compared by, in the order of their codes.
SELECT p.code, p.title, p.alias, p.outside_id, p.place, p.starts, p.ends
FROM project p
WHERE p.example = 0 OR $examples = 1
ORDER BY p.code
