-- The entry with which this portfolio's history begins.
SELECT e.at, e.who, e.command
FROM entry e
ORDER BY e.id
LIMIT 1
