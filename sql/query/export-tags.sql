-- The tags of projects with their vocabularies.
SELECT
    g.project AS owner,
    t.code,
    t.title,
    v.code AS vocabulary,
    v.adds_up,
    g.share,
    g.significance
FROM tagging g
JOIN tag t ON t.code = g.tag
JOIN vocabulary v ON v.code = t.vocabulary
WHERE g.project IS NOT NULL AND (g.example = 0 OR $examples = 1)
ORDER BY g.project, v.code, t.code
