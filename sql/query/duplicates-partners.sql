-- The projects that a project is kept in a pair with, by number.
SELECT b AS partner FROM duplicate_pair WHERE a = $number
UNION
SELECT a AS partner FROM duplicate_pair WHERE b = $number
ORDER BY partner
