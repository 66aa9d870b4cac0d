-- How many projects are compared.
SELECT count(*) AS projects FROM project p WHERE p.status IS NULL OR p.status <> 'rejected'
