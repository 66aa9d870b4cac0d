-- The record that once had this code and has it no more: it was removed, or renamed; the last one.
SELECT c.kind, c.record
FROM change c
WHERE
    c.id IN (
        SELECT r.id FROM change r WHERE r.code = $code AND r.action = 'removed'
        UNION ALL
        SELECT n.id FROM change n WHERE n.before = $code AND n.field = 'code'
    )
    AND (CAST($kind AS TEXT) IS NULL OR c.kind = $kind)
ORDER BY c.id DESC
LIMIT 1
