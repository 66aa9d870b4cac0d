-- Committed fundings of projects but what stays with who gives it, and what was applied for and spent between the same
-- two for the same project and year in the same currency, where no other commitment could be meant by it.
SELECT
    f.code,
    f.title,
    f.amount,
    f.amount_currency,
    CASE WHEN f.alone THEN (
        SELECT SUM(x.amount)
        FROM funding x
        WHERE
            x.stage = 'applied'
            AND x.project = f.project
            AND x.giver = f.giver
            AND x.receiver = f.receiver
            AND x.year IS NOT DISTINCT FROM f.year
            AND x.amount_currency = f.amount_currency
            AND (x.example = 0 OR $examples = 1)
    ) END AS applied,
    CASE WHEN f.alone THEN (
        SELECT SUM(x.amount)
        FROM funding x
        WHERE
            x.stage = 'spent'
            AND x.project = f.project
            AND x.giver = f.giver
            AND x.receiver = f.receiver
            AND x.year IS NOT DISTINCT FROM f.year
            AND x.amount_currency = f.amount_currency
            AND (x.example = 0 OR $examples = 1)
    ) END AS spent,
    f.year,
    f.starts,
    f.form,
    f.example,
    p.title AS project_title,
    p.summary,
    p.starts AS project_starts,
    p.ends AS project_ends,
    p.place,
    p.country,
    g.code AS giver,
    g.title AS giver_title,
    g.form AS giver_form,
    g.outside_id AS giver_ids,
    r.code AS receiver,
    r.title AS receiver_title,
    r.form AS receiver_form,
    r.outside_id AS receiver_ids,
    w.code AS programme,
    w.title AS programme_title
FROM (
    SELECT
        c.*,
        NOT EXISTS (
            SELECT 1
            FROM funding x
            WHERE
                x.stage = 'committed'
                AND x.code <> c.code
                AND x.project = c.project
                AND x.giver = c.giver
                AND x.receiver = c.receiver
                AND x.year IS NOT DISTINCT FROM c.year
                AND x.amount_currency = c.amount_currency
        ) AS alone
    FROM funding c
    WHERE c.stage = 'committed' AND (c.giver IS NULL OR c.receiver IS NULL OR c.giver <> c.receiver)
) f
JOIN project p ON p.code = f.project
LEFT JOIN stakeholder g ON g.code = f.giver
LEFT JOIN stakeholder r ON r.code = f.receiver
LEFT JOIN programme w ON w.code = p.programme
ORDER BY f.code
