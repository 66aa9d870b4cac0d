-- The changes of one record, newest first: those that name it, and the one that added it, whose number it has; since an
-- entry, of one person.
SELECT c.id, c.entry, c.action, c.kind, c.code, $record AS record, c.field, c.before
FROM change c
JOIN entry e ON e.id = c.entry
WHERE
    c.id IN (SELECT r.id FROM change r WHERE r.record = $record UNION ALL SELECT $record)
    AND c.entry > $since
    AND (CAST($who AS TEXT) IS NULL OR e.who = $who)
ORDER BY c.entry DESC, c.id
