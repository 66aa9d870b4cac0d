-- The changes of an entry, in their order.
SELECT c.id, c.action, c.kind, c.code, coalesce(c.record, c.id) AS record, c.field, c.before
FROM change c
WHERE c.entry = $entry AND (CAST($kind AS TEXT) IS NULL OR c.kind = $kind)
ORDER BY c.id
