-- The money, as totals count it, of the projects numbered from $first to $last, with who gives and who receives, by project.
SELECT
    p.id AS project,
    f.amount,
    f.amount_currency AS currency,
    f.stage,
    f.year,
    g.title AS giver,
    r.title AS receiver,
    r.outside_id AS receiver_id,
    r.form AS receiver_form
FROM project p
JOIN funding_counted f ON f.project = p.code
LEFT JOIN stakeholder g ON g.code = f.giver
LEFT JOIN stakeholder r ON r.code = f.receiver
WHERE p.id >= $first AND p.id <= $last
ORDER BY p.id, f.id
