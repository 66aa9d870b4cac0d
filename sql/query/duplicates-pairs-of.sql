-- The kept pairs of the project $number with a score of at least $least.
SELECT
    d.*,
    a.code AS a_code,
    a.title AS a_title,
    a.outside_id AS a_outside_id,
    b.code AS b_code,
    b.title AS b_title,
    b.outside_id AS b_outside_id
FROM duplicate_pair d
JOIN project a ON a.id = d.a
JOIN project b ON b.id = d.b
WHERE (d.a = $number OR d.b = $number) AND d.score >= $least
ORDER BY d.a, d.b
