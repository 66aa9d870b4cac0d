-- The money of projects that counts, with who gives and who receives, as far as they are not invented.
SELECT
    f.project AS owner,
    f.code,
    f.title,
    f.amount,
    f.amount_currency,
    f.stage,
    f.form,
    f.year,
    f.starts,
    f.ends,
    g.code AS giver,
    g.title AS giver_title,
    g.form AS giver_form,
    g.actor_group AS giver_group,
    g.level AS giver_level,
    g.outside_id AS giver_ids,
    r.code AS receiver,
    r.title AS receiver_title,
    r.form AS receiver_form,
    r.actor_group AS receiver_group,
    r.level AS receiver_level,
    r.outside_id AS receiver_ids
FROM funding f
LEFT JOIN stakeholder g ON g.code = f.giver AND (g.example = 0 OR $examples = 1)
LEFT JOIN stakeholder r ON r.code = f.receiver AND (r.example = 0 OR $examples = 1)
WHERE
    f.project IS NOT NULL
    AND (f.example = 0 OR $examples = 1)
    AND EXISTS (SELECT 1 FROM funding_counted c WHERE c.id = f.id)
ORDER BY f.project, f.code
