-- map: ukri-gtr
-- title: UKRI Gateway to Research, projects (GtR-2, JSON)
-- publisher: UK Research and Innovation, OGL; https://gtr.ukri.org/resources/api.html
-- format: json
-- header: id; identifiers; title; leadFunder; grantCategory; links
-- records: project
-- scheme: gtr
-- key: id
-- pages: parameter p of totalPages
-- accept: application/vnd.rcuk.gtr.json-v7
-- note: the money is what each participant was offered; where the file has none of it, it stands in the fund resource and
--   is not known here
-- kind: stakeholder
SELECT leadFunder AS title, 'GB' AS country, 'government-sti' AS actor_group FROM source WHERE leadFunder IS NOT NULL;
-- kind: stakeholder
SELECT clean(json_extract(p.value, '$.organisationName')) AS title, 'organisation' AS form
FROM source, json_each(participantValues, '$.participant') p
WHERE json_extract(p.value, '$.organisationName') IS NOT NULL;
-- kind: project
SELECT
    lines(
        'gtr:' || source.id,
        (SELECT group_concat('ukri:' || json_extract(i.value, '$.value'), char(10))
         FROM json_each(identifiers, '$.identifier') i WHERE json_extract(i.value, '$.type') = 'RCUK')
    ) AS outside_id,
    clean(title) AS title,
    clean(coalesce(abstractText, techAbstractText)) AS summary,
    CASE status WHEN 'Active' THEN 'running' WHEN 'Closed' THEN 'finished' END AS status,
    CASE grantCategory WHEN 'Fellowship' THEN 'fellowship' WHEN 'Research Grant' THEN 'project-grant' END AS instrument,
    epoch(coalesce("start", (SELECT json_extract(l.value, '$.start') FROM json_each(links, '$.link') l
        WHERE json_extract(l.value, '$.rel') = 'FUND' LIMIT 1))) AS starts,
    epoch(coalesce("end", (SELECT json_extract(l.value, '$.end') FROM json_each(links, '$.link') l
        WHERE json_extract(l.value, '$.rel') = 'FUND' LIMIT 1))) AS ends,
    'GB' AS country
FROM source;
-- kind: participation
SELECT leadFunder AS stakeholder, 'gtr:' || source.id AS project, 'co-fund' AS role FROM source WHERE leadFunder IS NOT NULL;
-- kind: participation
SELECT
    clean(json_extract(p.value, '$.organisationName')) AS stakeholder,
    'gtr:' || source.id AS project,
    CASE json_extract(p.value, '$.role') WHEN 'LEAD_PARTICIPANT' THEN 'orchestrate' ELSE 'deliver' END AS role
FROM source, json_each(participantValues, '$.participant') p
WHERE json_extract(p.value, '$.organisationName') IS NOT NULL;
-- kind: funding
SELECT
    'gtr:' || source.id AS project,
    clean(json_extract(p.value, '$.organisationName')) AS receiver,
    leadFunder AS giver,
    'public-grant' AS source_kind,
    'committed' AS stage,
    money(json_extract(p.value, '$.grantOffer'), 'GBP') AS amount
FROM source, json_each(participantValues, '$.participant') p
WHERE json_extract(p.value, '$.grantOffer') <> 0;
-- kind: vocabulary
SELECT 'gtr-subject' AS code, 'Research subject (UKRI)' AS title, 'split-100' AS adds_up FROM source;
-- kind: tag
SELECT 'gtr-subject' AS vocabulary, 'gtr-subject:' || slug(json_extract(s.value, '$.text')) AS code,
    json_extract(s.value, '$.text') AS title
FROM source, json_each(researchSubjects, '$.researchSubject') s
WHERE json_extract(s.value, '$.text') IS NOT NULL;
-- kind: tagging
SELECT 'gtr-subject:' || slug(json_extract(s.value, '$.text')) AS tag, 'gtr:' || source.id AS project,
    number(json_extract(s.value, '$.percentage')) AS share, 'UKRI' AS tagged_by
FROM source, json_each(researchSubjects, '$.researchSubject') s
WHERE json_extract(s.value, '$.text') IS NOT NULL;
