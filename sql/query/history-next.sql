-- What came after a change: the value the next change of the same field, or the removal, found.
SELECT c.action, c.before
FROM change c
WHERE c.record = $record AND c.id > $id AND (c.field = $field OR c.action = 'removed')
ORDER BY c.id
LIMIT 1
