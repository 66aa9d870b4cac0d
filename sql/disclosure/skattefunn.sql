-- of: project
-- Projects of SkatteFUNN, the Norwegian tax relief for firms: by the programme they are paid from or that called for
-- them, and by what these are part of.
WITH RECURSIVE scheme (code) AS (
    SELECT code
    FROM programme
    WHERE replace(replace(replace(lower(code || ' ' || title || ' ' || coalesce(alias, '')), '-', ''), ' ', ''), '_', '')
        LIKE '%skattefunn%'
    UNION
    SELECT p.code FROM programme p JOIN scheme s ON p.part_of = s.code
)
SELECT p.code
FROM project p
LEFT JOIN call c ON c.code = p.call
WHERE p.programme IN (SELECT code FROM scheme) OR c.programme IN (SELECT code FROM scheme)
    OR replace(replace(replace(lower(c.code || ' ' || c.title), '-', ''), ' ', ''), '_', '') LIKE '%skattefunn%'
