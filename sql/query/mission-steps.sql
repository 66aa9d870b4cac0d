-- The roadmap steps of a mission by date, with what waits for each and whether a project works on it.
SELECT
    s.code,
    s.title,
    s.status,
    s.due,
    s.done_on,
    s.moved,
    s.needed_from,
    s.left_to,
    s.source,
    s.example,
    (
        SELECT n.title
        FROM step_depends_on d
        JOIN step n ON n.code = d.owner
        WHERE d.depends_on = s.code AND (n.status IS NULL OR n.status NOT IN ('done', 'dropped'))
        ORDER BY n.due NULLS LAST, n.code
        LIMIT 1
    ) AS next_step,
    CASE
        WHEN EXISTS (SELECT 1 FROM contribution c WHERE c.step = s.code AND c.project IS NOT NULL) THEN 1
        ELSE 0
    END AS covered
FROM step s
WHERE s.mission = $mission
ORDER BY COALESCE(s.done_on, s.due) NULLS LAST, s.code
