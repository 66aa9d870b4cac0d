-- How missions, projects, programmes and stakeholders are connected: who takes part and who runs, who pays, what is part
-- of what, and the links. `owner` is who or what it goes out from.
WITH
connection AS (
    SELECT
        'participation:' || t.code AS id,
        'stakeholder:' || t.stakeholder AS owner,
        CASE
            WHEN t.project IS NOT NULL THEN 'project:' || t.project
            WHEN t.mission IS NOT NULL THEN 'mission:' || t.mission
            ELSE 'programme:' || t.programme
        END AS other,
        COALESCE(t.role, 'takes part') AS type,
        COALESCE(t.responsibility, t.gives) AS detail,
        NULL AS amount,
        NULL AS amount_currency,
        NULL AS share
    FROM participation t
    UNION ALL
    SELECT
        'funding:' || f.code,
        'stakeholder:' || f.giver,
        CASE
            WHEN f.project IS NOT NULL THEN 'project:' || f.project
            WHEN f.mission IS NOT NULL THEN 'mission:' || f.mission
            ELSE 'programme:' || f.programme
        END,
        'funds, ' || f.stage,
        f.title,
        f.amount,
        f.amount_currency,
        NULL
    FROM funding f
    WHERE f.giver IS NOT NULL AND COALESCE(f.project, f.mission, f.programme) IS NOT NULL
    UNION ALL
    SELECT 'mission-organisation:' || m.code, 'stakeholder:' || m.organisation, 'mission:' || m.code, 'runs', NULL, NULL, NULL, NULL
    FROM mission m
    WHERE m.organisation IS NOT NULL
    UNION ALL
    SELECT 'programme-organisation:' || b.owner || ':' || b.organisation, 'stakeholder:' || b.organisation, 'programme:' || b.owner, 'runs', NULL, NULL, NULL, NULL
    FROM programme_organisation b
    UNION ALL
    SELECT 'project-mission:' || b.owner || ':' || b.mission, 'project:' || b.owner, 'mission:' || b.mission, 'serves', NULL, NULL, NULL, b.share
    FROM project_mission b
    UNION ALL
    SELECT 'project-programme:' || p.code, 'project:' || p.code, 'programme:' || p.programme, 'paid from', NULL, NULL, NULL, NULL
    FROM project p
    WHERE p.programme IS NOT NULL
    UNION ALL
    SELECT 'stakeholder-part:' || s.code, 'stakeholder:' || s.code, 'stakeholder:' || s.part_of, 'part of', NULL, NULL, NULL, NULL
    FROM stakeholder s
    WHERE s.part_of IS NOT NULL
    UNION ALL
    SELECT 'programme-part:' || g.code, 'programme:' || g.code, 'programme:' || g.part_of, 'part of', NULL, NULL, NULL, NULL
    FROM programme g
    WHERE g.part_of IS NOT NULL
    UNION ALL
    SELECT
        'link:' || l.code,
        CASE WHEN l.project IS NOT NULL THEN 'project:' || l.project ELSE 'mission:' || l.mission END,
        CASE WHEN l.to_project IS NOT NULL THEN 'project:' || l.to_project ELSE 'mission:' || l.to_mission END,
        l.relation,
        l.reason,
        NULL,
        NULL,
        NULL
    FROM link l
)
SELECT c.*
FROM connection c
ORDER BY c.id
