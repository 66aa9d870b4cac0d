-- What an entry did, in numbers, by kind.
SELECT c.kind, c.action, count(*) AS number, count(DISTINCT c.record) AS records
FROM change c
WHERE c.entry = $entry AND (CAST($kind AS TEXT) IS NULL OR c.kind = $kind)
GROUP BY c.kind, c.action
ORDER BY min(c.id)
