-- The tags of projects with their vocabularies, and how many of a vocabulary a project has, with which shares in sum.
SELECT
    g.project AS owner,
    t.code,
    t.title,
    v.code AS vocabulary,
    v.adds_up,
    g.share,
    g.significance,
    COUNT(*) OVER (PARTITION BY g.project, v.code) AS tags,
    COUNT(g.share) OVER (PARTITION BY g.project, v.code) AS shares,
    SUM(g.share) OVER (PARTITION BY g.project, v.code) AS share_sum
FROM tagging g
JOIN tag t ON t.code = g.tag
JOIN vocabulary v ON v.code = t.vocabulary
WHERE g.project IS NOT NULL AND (g.example = 0 OR $examples = 1)
ORDER BY g.project, v.code, t.code
