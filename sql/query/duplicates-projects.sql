-- What projects are compared by that stands with themselves: those numbered from $first to $last, at most $limit; those
-- that were rejected with $rejected alone.
SELECT
    p.id,
    p.code,
    p.title,
    p.alias,
    p.summary,
    p.outside_id,
    p.manager,
    p.starts,
    p.ends,
    p.place,
    p.country,
    p.status,
    g.title AS programme,
    c.title AS call
FROM project p
LEFT JOIN programme g ON g.code = p.programme
LEFT JOIN call c ON c.code = p.call
WHERE p.id >= $first AND p.id <= $last AND (p.status IS NULL OR p.status <> 'rejected' OR $rejected = 1)
ORDER BY p.id
LIMIT coalesce($limit, -1)
