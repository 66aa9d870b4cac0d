-- The changes of one record, newest first: those that name it, and the one that added it, whose number it has.
SELECT c.id, c.entry, c.action, c.kind, c.code, $record AS record, c.field, c.before
FROM change c
WHERE c.id IN (SELECT r.id FROM change r WHERE r.record = $record UNION ALL SELECT $record)
ORDER BY c.entry DESC, c.id
