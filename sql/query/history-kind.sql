-- The kind of a record the history knows by this code, the one changed last when there are several.
SELECT c.kind
FROM change c
WHERE c.code = $code AND (CAST($kind AS TEXT) IS NULL OR c.kind = $kind)
ORDER BY c.id DESC
LIMIT 1
