-- What happened to one record, oldest first. `after` is the next change's value before, `followed` whether there is
-- one: where there is none, the value after is the one the record has now.
SELECT
    e.id AS entry,
    e.at,
    e.who,
    e.command,
    c.action,
    c.kind,
    c.code,
    c.field,
    c.before,
    (
        SELECT n.before
        FROM change n
        WHERE n.kind = c.kind AND n.code = c.code AND n.field = c.field AND n.id > c.id
        ORDER BY n.id
        LIMIT 1
    ) AS after,
    CASE
        WHEN EXISTS (
            SELECT 1 FROM change n WHERE n.kind = c.kind AND n.code = c.code AND n.field = c.field AND n.id > c.id
        ) THEN 1
        ELSE 0
    END AS followed
FROM change c
JOIN entry e ON e.id = c.entry
WHERE c.kind = $kind AND c.code = $code
ORDER BY c.id
