-- The history, newest first: each entry with what it did.
SELECT
    e.id,
    e.at,
    e.who,
    e.command,
    SUM(CASE WHEN c.action = 'added' THEN 1 ELSE 0 END) AS added,
    SUM(CASE WHEN c.action = 'changed' THEN 1 ELSE 0 END) AS changed,
    SUM(CASE WHEN c.action = 'removed' THEN 1 ELSE 0 END) AS removed
FROM entry e
JOIN change c ON c.entry = e.id
GROUP BY e.id, e.at, e.who, e.command
ORDER BY e.id DESC
