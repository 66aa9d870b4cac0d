-- How missions, projects, programmes and stakeholders are connected: who takes part and who runs, who pays, what is part
-- of what, and the links. `owner` is who or what it goes out from. Each part has an index for the order of codes, so
-- that nothing is sorted.
SELECT
    1 AS part,
    t.code AS code,
    NULL AS other_code,
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
    2,
    f.code,
    NULL,
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
WHERE
    f.giver IS NOT NULL
    AND COALESCE(f.project, f.mission, f.programme) IS NOT NULL
    AND EXISTS (SELECT 1 FROM funding_counted c WHERE c.id = f.id)
UNION ALL
SELECT
    3,
    m.code,
    NULL,
    'mission-organisation:' || m.code,
    'stakeholder:' || m.organisation,
    'mission:' || m.code,
    'runs',
    NULL,
    NULL,
    NULL,
    NULL
FROM mission m
WHERE m.organisation IS NOT NULL
UNION ALL
SELECT
    4,
    b.owner,
    b.organisation,
    'programme-organisation:' || b.owner || ':' || b.organisation,
    'stakeholder:' || b.organisation,
    'programme:' || b.owner,
    'runs',
    NULL,
    NULL,
    NULL,
    NULL
FROM programme_organisation b
UNION ALL
SELECT
    5,
    b.owner,
    b.mission,
    'project-mission:' || b.owner || ':' || b.mission,
    'project:' || b.owner,
    'mission:' || b.mission,
    'serves',
    NULL,
    NULL,
    NULL,
    b.share
FROM project_mission b
UNION ALL
SELECT
    6,
    p.code,
    NULL,
    'project-programme:' || p.code,
    'project:' || p.code,
    'programme:' || p.programme,
    'paid from',
    NULL,
    NULL,
    NULL,
    NULL
FROM project p
WHERE p.programme IS NOT NULL
UNION ALL
SELECT
    7,
    s.code,
    NULL,
    'stakeholder-part:' || s.code,
    'stakeholder:' || s.code,
    'stakeholder:' || s.part_of,
    'part of',
    NULL,
    NULL,
    NULL,
    NULL
FROM stakeholder s
WHERE s.part_of IS NOT NULL
UNION ALL
SELECT
    8,
    g.code,
    NULL,
    'programme-part:' || g.code,
    'programme:' || g.code,
    'programme:' || g.part_of,
    'part of',
    NULL,
    NULL,
    NULL,
    NULL
FROM programme g
WHERE g.part_of IS NOT NULL
UNION ALL
SELECT
    9,
    l.code,
    NULL,
    'link:' || l.code,
    CASE WHEN l.project IS NOT NULL THEN 'project:' || l.project ELSE 'mission:' || l.mission END,
    CASE WHEN l.to_project IS NOT NULL THEN 'project:' || l.to_project ELSE 'mission:' || l.to_mission END,
    l.relation,
    l.reason,
    NULL,
    NULL,
    NULL
FROM link l
ORDER BY 2, 3, 1
