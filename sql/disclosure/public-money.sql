-- of: funding
-- Public money that was sought or granted. Not what firms and foundations bring, nor what nobody was asked for yet;
-- where the kind of money is not known, only what an organisation that runs missions, programmes or portfolios gives.
WITH agency (code) AS (
    SELECT organisation FROM portfolio WHERE organisation IS NOT NULL
    UNION
    SELECT organisation FROM mission WHERE organisation IS NOT NULL
    UNION
    SELECT organisation FROM programme_organisation
)
SELECT f.code
FROM funding f
WHERE f.stage <> 'planned'
    AND (
        f.source_kind IN ('own', 'public-grant', 'public-other', 'multilateral')
        OR (f.source_kind IS NULL AND (f.giver IS NULL OR f.giver IN (SELECT code FROM agency)))
    )
