-- What is due, ends or takes place and is still open, by date: decisions, steps, actions, evaluations, agreements,
-- committed money, calls and meetings of governing bodies. A month or year stands for its last day; rows are those
-- whose last day is $from or later and before $until (either may be NULL). What merely ends is shown until $today.
-- `mission` is the first it belongs to, or $mission. `who` decides, owns, evaluates, gives or calls; `waits` is the
-- first project or step that waits for it; `changed` and `changes` say when and how often its record was changed.
WITH
open_date AS (
    SELECT
        'decision' AS kind,
        d.id,
        d.code,
        'due' AS what,
        d.due_on AS date,
        d.title,
        d.mission,
        d.portfolio,
        d.programme,
        NULL AS project,
        d.level AS who,
        d.proposal AS detail,
        COALESCE(
            (
                SELECT p.title
                FROM decision_blocks b
                JOIN project p ON p.code = b.blocks
                WHERE b.owner = d.code
                ORDER BY b.position
                LIMIT 1
            ),
            (
                SELECT s.title
                FROM decision_holds_step h
                JOIN step s ON s.code = h.holds_step
                WHERE h.owner = d.code
                ORDER BY h.position
                LIMIT 1
            )
        ) AS waits,
        d.holds AS amount,
        d.holds_currency AS amount_currency,
        d.example
    FROM decision d
    WHERE d.status = 'needed' AND d.due_on IS NOT NULL
    UNION ALL
    SELECT
        'step',
        s.id,
        s.code,
        'due',
        s.due,
        s.title,
        s.mission,
        NULL,
        s.programme,
        NULL,
        COALESCE(s.owner, s.left_to),
        s.summary,
        (
            SELECT n.title
            FROM step_depends_on d
            JOIN step n ON n.code = d.owner
            WHERE d.depends_on = s.code AND (n.status IS NULL OR n.status NOT IN ('done', 'dropped'))
            ORDER BY n.due NULLS LAST, n.code
            LIMIT 1
        ),
        NULL,
        NULL,
        s.example
    FROM step s
    WHERE s.due IS NOT NULL AND s.done_on IS NULL AND (s.status IS NULL OR s.status NOT IN ('done', 'dropped'))
    UNION ALL
    SELECT
        'action',
        a.id,
        a.code,
        'due',
        a.due_on,
        a.title,
        a.mission,
        NULL,
        NULL,
        a.project,
        a.owner,
        NULL,
        NULL,
        NULL,
        NULL,
        a.example
    FROM action a
    WHERE a.due_on IS NOT NULL AND a.done_on IS NULL
    UNION ALL
    SELECT
        'evaluation',
        e.id,
        e.code,
        'planned',
        e.planned_on,
        e.title,
        e.mission,
        NULL,
        e.programme,
        e.project,
        s.title,
        e.summary,
        NULL,
        NULL,
        NULL,
        e.example
    FROM evaluation e
    LEFT JOIN stakeholder s ON s.code = e.evaluator
    WHERE e.planned_on IS NOT NULL AND e.done_on IS NULL AND (e.status IS NULL OR e.status NOT IN ('done', 'dropped'))
    UNION ALL
    SELECT
        'agreement',
        a.id,
        a.code,
        'ends',
        a.expires_on,
        a.title,
        a.mission,
        NULL,
        a.programme,
        (SELECT ap.project FROM agreement_project ap WHERE ap.owner = a.code ORDER BY ap.position LIMIT 1),
        NULL,
        a.summary,
        NULL,
        NULL,
        NULL,
        a.example
    FROM agreement a
    WHERE a.expires_on >= substr($today, 1, length(a.expires_on))
    UNION ALL
    SELECT
        'funding',
        f.id,
        f.code,
        'ends',
        f.ends,
        COALESCE(f.title, p.title, m.title, g.title, o.title, f.code),
        f.mission,
        f.portfolio,
        f.programme,
        f.project,
        s.title,
        NULL,
        NULL,
        f.amount,
        f.amount_currency,
        f.example
    FROM funding_counted f
    LEFT JOIN project p ON p.code = f.project
    LEFT JOIN mission m ON m.code = f.mission
    LEFT JOIN programme g ON g.code = f.programme
    LEFT JOIN portfolio o ON o.code = f.portfolio
    LEFT JOIN stakeholder s ON s.code = f.giver
    WHERE f.stage = 'committed' AND f.ends >= substr($today, 1, length(f.ends))
    UNION ALL
    SELECT
        'call',
        c.id,
        c.code,
        'closes',
        c.closes,
        c.title,
        (SELECT cm.mission FROM call_mission cm WHERE cm.owner = c.code ORDER BY cm.position LIMIT 1),
        NULL,
        c.programme,
        NULL,
        g.title,
        c.summary,
        NULL,
        c.budget,
        c.budget_currency,
        c.example
    FROM call c
    LEFT JOIN programme g ON g.code = c.programme
    WHERE c.closes >= substr($today, 1, length(c.closes))
    UNION ALL
    SELECT
        'mission',
        m.id,
        m.code,
        'meets',
        m.governing_body_meets_on,
        COALESCE(m.governing_body, 'governing body'),
        m.code,
        m.portfolio,
        NULL,
        NULL,
        NULL,
        NULL,
        NULL,
        NULL,
        NULL,
        m.example
    FROM mission m
    WHERE m.governing_body_meets_on >= substr($today, 1, length(m.governing_body_meets_on))
),

-- What belongs to no mission itself may belong to one through its project.
placed AS (
    SELECT
        d.*,
        COALESCE(
            CAST($mission AS TEXT),
            d.mission,
            (SELECT pm.mission FROM project_mission pm WHERE pm.owner = d.project ORDER BY pm.position LIMIT 1)
        ) AS shown_mission
    FROM open_date d
    WHERE
        (d.example = 0 OR $examples = 1)
        AND (CAST($from AS TEXT) IS NULL OR d.date >= substr($from, 1, length(d.date)))
        AND (CAST($until AS TEXT) IS NULL OR d.date < substr($until, 1, length(d.date)))
        AND (
            CAST($mission AS TEXT) IS NULL
            OR d.mission = $mission
            OR EXISTS (SELECT 1 FROM project_mission pm WHERE pm.owner = d.project AND pm.mission = $mission)
            OR (
                d.kind = 'call'
                AND EXISTS (SELECT 1 FROM call_mission cm WHERE cm.owner = d.code AND cm.mission = $mission)
            )
            OR (
                d.kind = 'agreement'
                AND EXISTS (
                    SELECT 1
                    FROM agreement_project ap
                    JOIN project_mission pm ON pm.owner = ap.project
                    WHERE ap.owner = d.code AND pm.mission = $mission
                )
            )
        )
)

SELECT
    p.kind,
    p.code,
    p.what,
    p.date,
    p.title,
    p.shown_mission AS mission,
    m.title AS mission_title,
    p.who,
    p.detail,
    p.waits,
    p.amount,
    p.amount_currency,
    p.example,
    (
        SELECT MAX(e.at)
        FROM change c
        JOIN entry e ON e.id = c.entry
        WHERE c.id IN (SELECT r.id FROM change r WHERE r.record = p.id UNION ALL SELECT p.id)
    ) AS changed,
    (SELECT COUNT(*) FROM change c WHERE c.record = p.id AND c.action = 'changed') AS changes
FROM placed p
LEFT JOIN mission m ON m.code = p.shown_mission
LEFT JOIN programme g ON g.code = p.programme
WHERE
    (m.status IS NULL OR m.status <> 'closed')
    AND (
        CAST($portfolio AS TEXT) IS NULL
        OR p.portfolio = $portfolio
        OR m.portfolio = $portfolio
        OR g.portfolio = $portfolio
        OR EXISTS (SELECT 1 FROM project_portfolio pp WHERE pp.owner = p.project AND pp.portfolio = $portfolio)
    )
ORDER BY p.date, p.kind, p.code
