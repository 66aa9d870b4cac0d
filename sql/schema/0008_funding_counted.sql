-- A flow of money may be all that its giver gives a project: what else is known of that giver's money for it, mostly who
-- gets how much, is then part of it.
ALTER TABLE funding ADD COLUMN whole INTEGER NOT NULL DEFAULT 0 CHECK (whole IN (0, 1));

CREATE INDEX funding_whole ON funding (project, giver, stage) WHERE whole = 1;

-- The flows that totals are made of, so that no money counts twice and none that nobody gives. Left out are
--   parts of a flow that is kept as a whole (the same project, giver, stage and currency)
--   what was applied for and is decided: the project was rejected or is over, or the same giver has committed money to it
--   all other money of rejected projects
CREATE VIEW funding_counted AS
SELECT
    f.id,
    f.code,
    f.title,
    f.amount,
    f.amount_currency,
    f.stage,
    f.source_kind,
    f.form,
    f.giver,
    f.receiver,
    f.project,
    f.mission,
    f.programme,
    f.portfolio,
    f.year,
    f.starts,
    f.ends,
    f.purpose,
    f.source,
    f.example
FROM funding f
LEFT JOIN project p ON p.code = f.project
WHERE
    (p.status IS NULL OR p.status <> 'rejected')
    AND (
        f.whole = 1
        OR NOT EXISTS (
            SELECT 1
            FROM funding w
            WHERE
                w.whole = 1
                AND w.project = f.project
                AND w.giver = f.giver
                AND w.stage = f.stage
                AND w.amount_currency = f.amount_currency
        )
    )
    AND (
        f.stage <> 'applied'
        OR (
            (p.status IS NULL OR p.status NOT IN ('finished', 'stopped'))
            AND NOT EXISTS (
                SELECT 1
                FROM funding c
                WHERE c.project = f.project AND c.giver = f.giver AND c.stage = 'committed'
            )
        )
    );
