-- Committed fundings of projects but what stays with who gives it, and what was applied for and spent between the same two for the same project and year
-- in the same currency, where no other commitment could be meant by it.
WITH
money AS (
    SELECT f.*
    FROM funding f
    WHERE f.project IS NOT NULL AND f.giver IS NOT NULL AND f.receiver IS NOT NULL AND (f.example = 0 OR $examples = 1)
),
pair AS (
    SELECT
        m.project,
        m.giver,
        m.receiver,
        COALESCE(m.year, 0) AS year,
        m.amount_currency,
        COUNT(CASE WHEN m.stage = 'committed' THEN 1 END) AS commitments,
        SUM(CASE WHEN m.stage = 'applied' THEN m.amount END) AS applied,
        SUM(CASE WHEN m.stage = 'spent' THEN m.amount END) AS spent
    FROM money m
    GROUP BY m.project, m.giver, m.receiver, COALESCE(m.year, 0), m.amount_currency
)
SELECT
    f.code,
    f.title,
    f.amount,
    f.amount_currency,
    CASE WHEN x.commitments = 1 THEN x.applied END AS applied,
    CASE WHEN x.commitments = 1 THEN x.spent END AS spent,
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
FROM funding f
JOIN project p ON p.code = f.project
LEFT JOIN stakeholder g ON g.code = f.giver
LEFT JOIN stakeholder r ON r.code = f.receiver
LEFT JOIN programme w ON w.code = p.programme
LEFT JOIN pair x ON
    x.project = f.project
    AND x.giver = f.giver
    AND x.receiver = f.receiver
    AND x.year = COALESCE(f.year, 0)
    AND x.amount_currency = f.amount_currency
WHERE f.stage = 'committed' AND (f.giver IS NULL OR f.receiver IS NULL OR f.giver <> f.receiver)
ORDER BY f.code
