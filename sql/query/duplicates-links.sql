-- What people said of pairs of projects, by the two numbers, the newest last.
SELECT
    l.code,
    l.relation,
    l.reason,
    l.linked_by,
    l.linked_on,
    l.fingerprint,
    min(a.id, b.id) AS low,
    max(a.id, b.id) AS high
FROM link l
JOIN project a ON a.code = l.project
JOIN project b ON b.code = l.to_project
ORDER BY low, high, l.id
