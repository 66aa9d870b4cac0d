-- Acceptances in force that end soon.
SELECT a.code, a.finding, a.until
FROM acceptance a
WHERE a.until >= substr($today, 1, length(a.until)) AND a.until <= $soon
ORDER BY a.until, a.code
