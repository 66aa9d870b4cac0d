-- What came after a change of a setting: the value that the next one found.
SELECT c.before
FROM change c
WHERE c.kind = 'setting' AND c.code = $code AND c.id > $id
ORDER BY c.id
LIMIT 1
