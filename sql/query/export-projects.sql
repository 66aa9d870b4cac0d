-- All projects, for exports that read what belongs to them beside this.
SELECT
    p.code,
    p.code AS owner,
    p.title,
    p.summary,
    p.status,
    p.starts,
    p.ends,
    p.first_ends,
    p.ended_on,
    p.country,
    p.place,
    p.outside_id,
    p.example
FROM project p
ORDER BY p.code
