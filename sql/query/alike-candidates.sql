-- Projects that have a word in their searched texts; the first of many are enough, as a word that many have tells little.
SELECT p.code, p.title, p.alias
FROM search s
JOIN project p ON p.id = s.rowid
WHERE search MATCH $word
LIMIT 30
