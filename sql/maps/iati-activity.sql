-- map: iati-activity
-- title: IATI activities, versions 1.x and 2.0x
-- publisher: International Aid Transparency Initiative; https://iatistandard.org/
-- format: xml
-- header: iati-identifier
-- optional: reporting-org; title; description; participating-org; other-identifier; activity-status; activity-date;
--   recipient-country; recipient-region; location; sector; tag; policy-marker; default-finance-type; budget; transaction;
--   related-activity; result; @xml:lang; @default-currency; @last-updated-datetime; @@version
-- records: iati-activity
-- scheme: iati
-- key: iati-identifier
-- decimal: .
-- loose: link; target; measurement; contribution
-- note: Outgoing commitments are committed, disbursements, expenditures, reimbursements and bought equity spent, outgoing
--   pledges pledged. Incoming funds, commitments and pledges are the same money seen from the receiver's side and are
--   not taken, nor are interest, repayments, sold equity and guarantees. Budgets are what commitments are made of: they
--   are taken only of an activity without an outgoing commitment, a revised one in place of the original. Results become
--   targets of the mission or portfolio that the import names (--mission, --portfolio); without one they stay in the
--   source record. Pipeline activities are ideas; finalisation is finished, since the work is over. Markers of
--   significance 0 are no tags.
-- kind: with
-- What several of the SELECTs below read. Texts stand in narratives (2.x) or in the element itself (1.x).
WITH activity AS (
    SELECT
        "iati-identifier" ->> '$[0].#text' AS iati_id,
        "@xml:lang" AS language,
        "@default-currency" AS currency,
        nullif(trim("reporting-org" ->> '$[0].@ref'), '') AS publisher,
        "default-finance-type" ->> '$[0].@code' AS finance
    FROM source
),
-- Every place where an organisation is named.
named(rank, part, place, object) AS (
    SELECT 0, 'reporting', o.key, o.value FROM source, json_each("reporting-org") o
    UNION ALL
    SELECT 1, 'participating', o.key, o.value FROM source, json_each("participating-org") o
    UNION ALL
    SELECT 2, 'provider', t.key, t.value -> '$.provider-org[0]' FROM source, json_each("transaction") t
    UNION ALL
    SELECT 3, 'receiver', t.key, t.value -> '$.receiver-org[0]' FROM source, json_each("transaction") t
),
-- With what it is referred to by: its id, else its name. Ids without a '-' are of code lists, no registered ids.
party AS (
    SELECT rank, part, place, ref, name, org_type, role, coalesce(outside_id, name) AS reference, outside_id
    FROM (
        SELECT
            rank, part, place,
            nullif(trim(object ->> '@ref'), '') AS ref,
            clean(coalesce(object ->> '$.narrative[0].#text', object ->> '#text')) AS name,
            object ->> '@type' AS org_type,
            object ->> '@role' AS role,
            iif(object ->> '@ref' LIKE '%-%', 'org-id:', 'iati-org:') || nullif(trim(object ->> '@ref'), '') AS outside_id
        FROM named
        WHERE object IS NOT NULL
    )
    WHERE ref IS NOT NULL OR name IS NOT NULL
),
-- What happened to the money, and at which stage ours is.
flow AS (
    SELECT
        t.key AS place,
        CASE t.value ->> '$.transaction-type[0].@code'
            WHEN '2' THEN 'committed' WHEN 'C' THEN 'committed'
            WHEN '3' THEN 'spent' WHEN 'D' THEN 'spent'
            WHEN '4' THEN 'spent' WHEN 'E' THEN 'spent'
            WHEN '7' THEN 'spent' WHEN 'R' THEN 'spent'
            WHEN '8' THEN 'spent' WHEN 'QP' THEN 'spent'
            WHEN '12' THEN 'pledged'
        END AS stage,
        t.value ->> '$.value[0].#text' AS amount,
        coalesce(nullif(t.value ->> '$.value[0].@currency', ''), activity.currency) AS currency,
        coalesce(t.value ->> '$.transaction-date[0].@iso-date', t.value ->> '$.value[0].@value-date') AS moved_on,
        coalesce(t.value ->> '$.finance-type[0].@code', activity.finance) AS finance,
        clean(coalesce(t.value ->> '$.description[0].narrative[0].#text', t.value ->> '$.description[0].#text')) AS title
    FROM activity, source, json_each("transaction") t
),
-- Budgets that no later one revises.
budgeted AS (
    SELECT
        b.key AS place,
        iif(b.value ->> '@status' = '2', 'committed', 'planned') AS stage,
        b.value ->> '$.value[0].#text' AS amount,
        coalesce(nullif(b.value ->> '$.value[0].@currency', ''), activity.currency) AS currency,
        substr(b.value ->> '$.period-start[0].@iso-date', 1, 10) AS starts,
        substr(b.value ->> '$.period-end[0].@iso-date', 1, 10) AS ends
    FROM activity, source, json_each(budget) b
    WHERE coalesce(b.value ->> '@type', '1') IN ('2', 'Revised') OR NOT EXISTS (
        SELECT 1 FROM source, json_each(budget) r
        WHERE r.value ->> '@type' IN ('2', 'Revised')
            AND r.value ->> '$.period-start[0].@iso-date' = b.value ->> '$.period-start[0].@iso-date'
    )
),
-- Sectors (shares of a whole), tags (no shares) and policy markers, with the list that their codes are from.
coded(kind, list, code, title, percentage, significance) AS (
    SELECT 'sector', coalesce(s.value ->> '@vocabulary', '1'), s.value ->> '@code',
        coalesce(s.value ->> '$.narrative[0].#text', s.value ->> '#text'), s.value ->> '@percentage', NULL
    FROM source, json_each(sector) s
    UNION ALL
    SELECT 'tag', t.value ->> '@vocabulary', t.value ->> '@code', t.value ->> '$.narrative[0].#text', NULL, NULL
    FROM source, json_each(tag) t
    UNION ALL
    SELECT 'marker', coalesce(m.value ->> '@vocabulary', '1'), m.value ->> '@code',
        coalesce(m.value ->> '$.narrative[0].#text', m.value ->> '#text'), NULL, m.value ->> '@significance'
    FROM source, json_each("policy-marker") m
    WHERE coalesce(m.value ->> '@significance', '') <> '0'
),
list(kind, list, vocabulary, title) AS (
    VALUES
        ('sector', '1', 'dac', 'DAC purpose code'), ('sector', 'DAC', 'dac', 'DAC purpose code'),
        ('sector', '2', 'dac-3', 'DAC category (three digits)'),
        ('sector', 'DAC-3', 'dac-3', 'DAC category (three digits)'),
        ('sector', '3', 'cofog', 'Functions of government (COFOG)'),
        ('sector', 'COFOG', 'cofog', 'Functions of government (COFOG)'),
        ('sector', '4', 'nace', 'Economic activity (NACE)'), ('sector', 'NACE', 'nace', 'Economic activity (NACE)'),
        ('sector', '5', 'ntee', 'National taxonomy of exempt entities (NTEE)'),
        ('sector', '6', 'aiddata', 'AidData purpose'),
        ('sector', '7', 'sdg-goal-share', 'SDG goal, as a share'),
        ('sector', '8', 'sdg-target-share', 'SDG target, as a share'),
        ('sector', '9', 'sdg-indicator-share', 'SDG indicator, as a share'),
        ('sector', '10', 'iasc-cluster', 'Humanitarian cluster (IASC)'),
        ('sector', '11', 'naics', 'North American industry (NAICS)'),
        ('sector', '12', 'un-function', 'UN system function'),
        ('tag', '1', 'agrovoc', 'Agrovoc'),
        ('tag', '2', 'sdg-goal', 'SDG goal'),
        ('tag', '3', 'sdg-target', 'SDG target'),
        ('tag', '4', 'team-europe', 'Team Europe initiative'),
        ('marker', '1', 'dac-marker', 'DAC policy marker'), ('marker', 'DAC', 'dac-marker', 'DAC policy marker')
),
-- Lists of a publisher's own (98, 99, RO ...) are a vocabulary for each publisher.
label AS (
    SELECT
        kind, vocabulary, vocabulary_title,
        vocabulary || ':' || iif(code GLOB '[0-9]*.[0-9A-Za-z]', lower(code), slug(code)) AS code,
        coalesce(clean(title), code) AS title,
        iif(number(percentage) NOT GLOB '*[^0-9.]*', CAST(number(percentage) AS REAL), NULL) AS share,
        iif(significance GLOB '[1-4]', significance, NULL) AS significance
    FROM (
        SELECT
            c.kind, c.code, c.title, c.percentage, c.significance,
            coalesce(l.vocabulary,
                slug('iati ' || c.kind || ' ' || coalesce(a.publisher, 'unnamed') || ' ' || coalesce(c.list, '99')))
                AS vocabulary,
            coalesce(l.title, c.kind || ' of ' || coalesce(a.publisher, 'an unnamed publisher') || ', list '
                || coalesce(c.list, '99')) AS vocabulary_title
        FROM activity a, coded c LEFT JOIN list l ON l.kind = c.kind AND l.list = c.list
    )
    WHERE slug(code) IS NOT NULL
),
titled AS (
    SELECT
        clean(coalesce(n.value ->> '#text', t.value ->> '#text')) AS text,
        coalesce(n.value ->> '@xml:lang', t.value ->> '@xml:lang', activity.language, '')
            <> coalesce(activity.language, '') AS foreign_text,
        t.key * 1000 + coalesce(n.key, 0) AS place
    FROM activity, source, json_each(title) t LEFT JOIN json_each(t.value, '$.narrative') n
),
-- All of them, the general ones first.
described AS (
    SELECT
        CASE d.value ->> '@type' WHEN '2' THEN 'Objectives: ' WHEN '3' THEN 'Target groups: ' ELSE '' END
            || clean(coalesce(n.value ->> '#text', d.value ->> '#text')) AS text,
        CASE d.value ->> '@type' WHEN '2' THEN 1000000 WHEN '3' THEN 2000000 WHEN '4' THEN 3000000 ELSE 0 END
            + d.key * 1000 + coalesce(n.key, 0) AS place
    FROM source, json_each(description) d LEFT JOIN json_each(d.value, '$.narrative') n
),
dated AS (
    SELECT
        CASE
            WHEN d.value ->> '@type' IN ('1', '2', 'start-planned', 'start-actual') THEN 'start'
            WHEN d.value ->> '@type' IN ('3', '4', 'end-planned', 'end-actual') THEN 'end'
        END AS edge,
        d.value ->> '@type' IN ('1', '3', 'start-planned', 'end-planned') AS planned,
        d.key AS place,
        substr(coalesce(d.value ->> '@iso-date', d.value ->> '#text'), 1, 10) AS day
    FROM source, json_each("activity-date") d
    WHERE coalesce(d.value ->> '@iso-date', d.value ->> '#text') GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'
),
-- Indicators, with a code that they keep as long as their titles stand.
indicator AS (
    SELECT
        rtrim(substr(slug(iati_id), 1, 50), '-.') || '.' || rtrim(substr(slug(title), 1, 40), '-') || iif(nth > 1, '-' || nth, '') AS code, *
    FROM (
        SELECT *, row_number() OVER (PARTITION BY rtrim(substr(slug(title), 1, 40), '-') ORDER BY rank) AS nth
        FROM (
            SELECT
                activity.iati_id,
                r.key * 1000 + i.key AS rank,
                clean(coalesce(r.value ->> '$.title[0].narrative[0].#text', r.value ->> '$.title[0].#text')) AS result,
                clean(coalesce(i.value ->> '$.title[0].narrative[0].#text', i.value ->> '$.title[0].#text')) AS title,
                i.value AS object
            FROM activity, source, json_each(source.result) r, json_each(r.value, '$.indicator') i
        )
        WHERE slug(title) IS NOT NULL
    )
),
-- What an indicator shall be and was at the ends of its periods, as far as it is a number; not what is said of parts of
-- it (places, sexes ...).
figure AS (
    SELECT i.code, 'target' AS what, number(t.value ->> '@value') AS value,
        substr(p.value ->> '$.period-end[0].@iso-date', 1, 10) AS day
    FROM indicator i, json_each(i.object, '$.period') p, json_each(p.value, '$.target') t
    WHERE t.value -> 'dimension' IS NULL AND t.value -> 'location' IS NULL
    UNION ALL
    SELECT i.code, 'actual', number(a.value ->> '@value'), substr(p.value ->> '$.period-end[0].@iso-date', 1, 10)
    FROM indicator i, json_each(i.object, '$.period') p, json_each(p.value, '$.actual') a
    WHERE a.value -> 'dimension' IS NULL AND a.value -> 'location' IS NULL
),
sound AS (
    SELECT code, what, value, day FROM figure
    WHERE value NOT GLOB '*[^0-9.-]*' AND day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'
    GROUP BY code, what, day
)
-- kind: stakeholder
SELECT title, outside_id, actor_group
FROM (
    SELECT
        coalesce(name, ref) AS title,
        outside_id,
        CASE
            WHEN org_type IN ('10', '15') THEN 'ministry-sector'
            WHEN org_type = '11' THEN 'local-government'
            WHEN org_type IN ('21', '22', '23', '24', '60') THEN 'civil-society'
            WHEN org_type = '40' THEN 'international'
            WHEN org_type IN ('70', '71', '72', '73') THEN 'industry'
            WHEN org_type = '80' THEN 'research'
        END AS actor_group,
        -- The place where it has a name and a type speaks for it.
        min((name IS NULL) * 2000000 + (org_type IS NULL) * 1000000 + rank * 100000 + place) AS best
    FROM party
    GROUP BY reference
)
ORDER BY outside_id IS NULL, best;
-- kind: project
SELECT
    lines(
        'iati:' || iati_id,
        (SELECT group_concat(
            CASE o.value ->> '@type'
                WHEN 'A1' THEN 'iati-own:' || coalesce(publisher, 'unnamed') || ':' || trim(o.value ->> '@ref')
                WHEN 'A3' THEN 'iati:' || trim(o.value ->> '@ref')
            END, char(10)) FROM json_each("other-identifier") o),
        (SELECT group_concat('iati-own:' || trim(o.value ->> '@owner-ref') || ':' || (o.value ->> '#text'), char(10))
            FROM json_each("other-identifier") o)
    ) AS outside_id,
    (SELECT text FROM titled WHERE text IS NOT NULL ORDER BY foreign_text, place LIMIT 1) AS title,
    (SELECT group_concat(text, char(10)) FROM (
        SELECT DISTINCT text FROM titled
        WHERE text <> (SELECT text FROM titled WHERE text IS NOT NULL ORDER BY foreign_text, place LIMIT 1)
    )) AS alias,
    (SELECT group_concat(text, char(10) || char(10)) FROM (
        SELECT text FROM described WHERE text IS NOT NULL GROUP BY text ORDER BY min(place)
    )) AS summary,
    CASE "activity-status" ->> '$[0].@code'
        WHEN '1' THEN 'idea'
        WHEN '2' THEN 'running'
        WHEN '3' THEN 'finished'
        WHEN '4' THEN 'finished'
        WHEN '5' THEN 'stopped'
        WHEN '6' THEN 'paused'
    END AS status,
    CASE
        WHEN finance LIKE '11_' THEN 'project-grant'
        WHEN finance LIKE '41_' OR finance LIKE '42_' THEN 'loan'
        WHEN finance LIKE '51_' THEN 'equity'
        WHEN finance = '1100' THEN 'risk-sharing'
    END AS instrument,
    (SELECT day FROM dated WHERE edge = 'start' ORDER BY planned, place LIMIT 1) AS starts,
    -- An end before the start is one of the two mistaken; the judgement below says so.
    (SELECT day FROM dated WHERE edge = 'end' AND day >= coalesce(
        (SELECT day FROM dated WHERE edge = 'start' ORDER BY planned, place LIMIT 1), day)
        ORDER BY planned, place LIMIT 1) AS ends,
    iif("activity-status" ->> '$[0].@code' IN ('3', '4', '5'),
        (SELECT day FROM dated WHERE edge = 'end' AND NOT planned LIMIT 1), NULL) AS ended_on,
    (SELECT group_concat(name, '; ') FROM (
        SELECT DISTINCT clean(coalesce(l.value ->> '$.name[0].narrative[0].#text', l.value ->> '$.name[0].#text')) AS name
        FROM json_each(location) l
    )) AS place,
    (SELECT group_concat(code, char(10)) FROM (
        SELECT DISTINCT country(lower(coalesce(c.value ->> '@code', c.value ->> '#text'))) AS code
        FROM (
            SELECT c.value FROM json_each("recipient-country") c
            UNION ALL
            SELECT c.value FROM json_each("transaction") t, json_each(t.value, '$.recipient-country') c
        ) c
    ) WHERE code GLOB '[A-Z][A-Z]') AS country,
    iif("@last-updated-datetime" GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*',
        substr("@last-updated-datetime", 1, 10), NULL) AS reported_on
FROM source, activity;
-- kind: participation
SELECT DISTINCT
    reference AS stakeholder,
    'iati:' || iati_id AS project,
    CASE role
        WHEN '1' THEN 'co-fund' WHEN 'Funding' THEN 'co-fund'
        WHEN '2' THEN 'decide' WHEN 'Accountable' THEN 'decide'
        WHEN '3' THEN 'orchestrate' WHEN 'Extending' THEN 'orchestrate'
        WHEN '4' THEN 'deliver' WHEN 'Implementing' THEN 'deliver'
    END AS role,
    iif(part = 'reporting', 'reports the activity', NULL) AS responsibility
FROM activity, party
WHERE part = 'participating'
    OR (part = 'reporting' AND reference NOT IN (SELECT reference FROM party WHERE part = 'participating'));
-- kind: funding
SELECT
    'iati:' || iati_id AS project,
    -- Who gives is the publisher where nobody else is named.
    coalesce(
        (SELECT reference FROM party WHERE part = 'provider' AND place = flow.place),
        (SELECT reference FROM party WHERE part = 'reporting' LIMIT 1)
    ) AS giver,
    (SELECT reference FROM party WHERE part = 'receiver' AND place = flow.place) AS receiver,
    stage,
    money(amount, flow.currency) AS amount,
    CASE (SELECT coalesce(
            (SELECT max(org_type) FROM party p WHERE reference = (
                SELECT reference FROM party WHERE part = 'provider' AND place = flow.place)),
            (SELECT max(org_type) FROM party WHERE part = 'reporting')))
        WHEN '10' THEN iif(flow.finance LIKE '11_', 'public-grant', 'public-other')
        WHEN '11' THEN iif(flow.finance LIKE '11_', 'public-grant', 'public-other')
        WHEN '15' THEN iif(flow.finance LIKE '11_', 'public-grant', 'public-other')
        WHEN '40' THEN 'multilateral'
        WHEN '60' THEN 'philanthropic'
        WHEN '70' THEN 'private'
    END AS source_kind,
    iif(moved_on GLOB '[12][0-9][0-9][0-9]-*', substr(moved_on, 1, 4), NULL) AS year,
    iif(moved_on GLOB '[12][0-9][0-9][0-9]-*', substr(moved_on, 1, 10), NULL) AS starts,
    iif(moved_on GLOB '[12][0-9][0-9][0-9]-*' AND stage = 'spent', substr(moved_on, 1, 10), NULL) AS ends,
    title
FROM activity, flow
WHERE stage IS NOT NULL AND flow.currency IS NOT NULL AND number(amount) <> '0'
UNION ALL
SELECT
    'iati:' || iati_id,
    (SELECT reference FROM party WHERE part = 'reporting' LIMIT 1),
    NULL, stage, money(amount, budgeted.currency), NULL,
    iif(starts GLOB '[12][0-9][0-9][0-9]-*', substr(starts, 1, 4), NULL),
    iif(starts GLOB '[12][0-9][0-9][0-9]-*', starts, NULL),
    iif(ends GLOB '[12][0-9][0-9][0-9]-*' AND ends >= starts, ends, NULL),
    'budget from ' || starts || coalesce(' to ' || ends, '')
FROM activity, budgeted
WHERE budgeted.currency IS NOT NULL AND number(amount) <> '0'
    AND NOT EXISTS (SELECT 1 FROM flow WHERE stage = 'committed');
-- kind: vocabulary
SELECT DISTINCT
    vocabulary AS code,
    vocabulary_title AS title,
    CASE kind WHEN 'sector' THEN 'split-100' WHEN 'marker' THEN 'marker' ELSE 'multi' END AS adds_up
FROM label;
-- kind: tag
SELECT code, max(title) AS title, vocabulary FROM label GROUP BY code;
-- kind: tagging
SELECT
    l.code AS tag,
    'iati:' || iati_id AS project,
    -- A sector that stands alone in its vocabulary is all of it.
    CASE
        WHEN sum(share) IS NOT NULL THEN round(sum(share), 6)
        WHEN kind = 'sector' AND (SELECT count(*) FROM label o WHERE o.vocabulary = l.vocabulary) = 1 THEN 100
    END AS share,
    max(significance) AS significance,
    coalesce((SELECT name FROM party WHERE part = 'reporting' LIMIT 1), publisher, 'IATI') AS tagged_by
FROM activity, label l
GROUP BY l.code;
-- kind: target
SELECT
    code,
    iif(result IS NULL OR result = title, title, result || ': ' || title) AS title,
    title AS metric,
    'proposed' AS status,
    iif(object ->> '@measure' IN ('2', 'percentage', 'Percentage'), '%', NULL) AS unit,
    iif(coalesce(object ->> '@ascending', '1') IN ('0', 'false'), 'down', 'up') AS direction,
    iif(number(object ->> '$.baseline[0].@value') NOT GLOB '*[^0-9.-]*', number(object ->> '$.baseline[0].@value'), NULL)
        AS baseline,
    (SELECT start FROM (SELECT coalesce(
            iif(object ->> '$.baseline[0].@iso-date' GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*',
                substr(object ->> '$.baseline[0].@iso-date', 1, 10), NULL),
            iif(object ->> '$.baseline[0].@year' GLOB '[12][0-9][0-9][0-9]', object ->> '$.baseline[0].@year', NULL)) AS start)
        WHERE start <= coalesce((SELECT max(day) FROM sound WHERE code = i.code AND what = 'target'), start)) AS baseline_on,
    (SELECT value FROM sound WHERE code = i.code AND what = 'target' ORDER BY day DESC LIMIT 1) AS value,
    (SELECT max(day) FROM sound WHERE code = i.code AND what = 'target') AS due,
    -- What shall be reached before the last period ends.
    iif((SELECT count(*) FROM sound WHERE code = i.code AND what = 'target') > 1, 'milestones', NULL) AS path,
    (SELECT group_concat(day || ' ' || value, char(10)) FROM (
        SELECT day, value FROM sound WHERE code = i.code AND what = 'target' ORDER BY day DESC LIMIT -1 OFFSET 1
    )) AS milestone
FROM indicator i;
-- kind: measurement
SELECT code AS target, value, day AS measured_on, 'self-reported' AS basis FROM sound WHERE what = 'actual';
-- kind: contribution
SELECT 'iati:' || iati_id AS project, code AS target, result AS claim FROM indicator;
-- kind: link
-- Said once by whichever of the two: siblings, co-funded and doubly reported ones from the smaller id to the greater.
SELECT DISTINCT
    'iati:' || CASE
        WHEN relation = '1' THEN iati_id
        WHEN relation = '2' THEN other
        ELSE min(iati_id, other)
    END AS project,
    CASE relation
        WHEN '1' THEN 'part-of'
        WHEN '2' THEN 'part-of'
        WHEN '3' THEN 'parallel-to'
        WHEN '4' THEN 'complements'
        WHEN '5' THEN 'duplicate-of'
    END AS relation,
    'iati:' || CASE
        WHEN relation = '1' THEN other
        WHEN relation = '2' THEN iati_id
        ELSE max(iati_id, other)
    END AS to_project
FROM activity, (
    SELECT trim(r.value ->> '@ref') AS other, r.value ->> '@type' AS relation FROM source, json_each("related-activity") r
)
WHERE relation IN ('1', '2', '3', '4', '5') AND other <> '' AND other <> iati_id
ORDER BY project;
-- kind: with
-- What the standard asks of one activity. First every element below it, with the names that lead there.
WITH RECURSIVE element(name, path, object) AS (
    SELECT 'iati-activity', 'iati-activity', source_json FROM source
    UNION ALL
    SELECT c.key, e.path || '/' || c.key, i.value
    FROM element e, json_each(e.object) c, json_each(c.value) i
    WHERE c.type = 'array' AND i.type = 'object'
),
-- Version 1 has neither narratives nor most of the duties.
edition(old) AS (
    SELECT coalesce("@@version" LIKE '1%', title -> '$[0].narrative' IS NULL AND title ->> '$[0].#text' IS NOT NULL)
    FROM source
),
-- What an element must have in which version, as element/part. `refuses`: without it nobody can say which activity or how
-- much money is meant; all else is remarked.
duty(version, demand, refuses, parts) AS (
    VALUES
    (2, 'one', 1, 'iati-activity/iati-identifier transaction/transaction-type transaction/value'),
    (2, 'some', 1, 'iati-activity/title transaction-type/@code value/#text'),
    (2, 'decimal number', 1, 'value/#text'),
    (2, 'one', 0, 'iati-activity/title iati-activity/reporting-org iati-activity/activity-status point/pos'),
    (2, 'one', 0, 'budget/period-start budget/period-end budget/value transaction/transaction-date'),
    (2, 'one', 0, 'planned-disbursement/period-start planned-disbursement/value period/period-start period/period-end'),
    (2, 'one', 0, 'document-link/title result/title indicator/title'),
    (2, 'at most one', 0, 'iati-activity/activity-scope iati-activity/collaboration-type iati-activity/conditions'),
    (2, 'at most one', 0, 'iati-activity/default-flow-type iati-activity/default-finance-type iati-activity/fss'),
    (2, 'at most one', 0, 'iati-activity/default-tied-status iati-activity/country-budget-items iati-activity/crs-add'),
    (2, 'at most one', 0, 'iati-activity/capital-spend contact-info/organisation contact-info/department'),
    (2, 'at most one', 0, 'contact-info/person-name contact-info/job-title location/location-reach location/name'),
    (2, 'at most one', 0, 'location/description location/activity-description location/point location/exactness'),
    (2, 'at most one', 0, 'location/location-class location/feature-designation country-budget-items/description'),
    (2, 'at most one', 0, 'budget-item/description planned-disbursement/period-end planned-disbursement/provider-org'),
    (2, 'at most one', 0, 'planned-disbursement/receiver-org transaction/description transaction/provider-org'),
    (2, 'at most one', 0, 'transaction/receiver-org transaction/disbursement-channel transaction/recipient-country'),
    (2, 'at most one', 0, 'transaction/recipient-region transaction/flow-type transaction/finance-type'),
    (2, 'at most one', 0, 'transaction/tied-status document-link/description document-link/document-date'),
    (2, 'at most one', 0, 'result/description indicator/description baseline/comment target/comment actual/comment'),
    (2, 'at most one', 0, 'crs-add/loan-terms crs-add/loan-status crs-add/channel-code loan-terms/repayment-type'),
    (2, 'at most one', 0, 'loan-terms/repayment-plan loan-terms/commitment-date loan-terms/repayment-first-date'),
    (2, 'at most one', 0, 'loan-terms/repayment-final-date loan-status/interest-received'),
    (2, 'at most one', 0, 'loan-status/principal-outstanding loan-status/principal-arrears loan-status/interest-arrears'),
    (2, 'some', 0, 'iati-activity/@@version iati-activity/description iati-activity/participating-org'),
    (2, 'some', 0, 'iati-activity/activity-date title/narrative description/narrative comment/narrative name/narrative'),
    (2, 'some', 0, 'organisation/narrative department/narrative person-name/narrative job-title/narrative'),
    (2, 'some', 0, 'mailing-address/narrative activity-description/narrative condition/narrative'),
    (2, 'some', 0, 'country-budget-items/budget-item document-link/category result/indicator'),
    (2, 'some', 0, 'reporting-org/@ref reporting-org/@type participating-org/@role other-identifier/@ref'),
    (2, 'some', 0, 'other-identifier/@type activity-status/@code activity-date/@type activity-date/@iso-date'),
    (2, 'some', 0, 'activity-scope/@code recipient-country/@code recipient-region/@code sector/@code tag/@code'),
    (2, 'some', 0, 'tag/@vocabulary policy-marker/@code humanitarian-scope/@type humanitarian-scope/@vocabulary'),
    (2, 'some', 0, 'humanitarian-scope/@code country-budget-items/@vocabulary budget-item/@code'),
    (2, 'some', 0, 'collaboration-type/@code default-flow-type/@code default-finance-type/@code'),
    (2, 'some', 0, 'default-aid-type/@code default-tied-status/@code capital-spend/@percentage period-start/@iso-date'),
    (2, 'some', 0, 'period-end/@iso-date value/@value-date transaction-date/@iso-date disbursement-channel/@code'),
    (2, 'some', 0, 'flow-type/@code finance-type/@code aid-type/@code tied-status/@code document-link/@url'),
    (2, 'some', 0, 'document-link/@format category/@code language/@code document-date/@iso-date related-activity/@ref'),
    (2, 'some', 0, 'related-activity/@type legacy-data/@name legacy-data/@value conditions/@attached condition/@type'),
    (2, 'some', 0, 'result/@type reference/@vocabulary reference/@code indicator/@measure baseline/@year'),
    (2, 'some', 0, 'fss/@extraction-date forecast/@year forecast/#text'),
    (2, 'not empty', 0, 'participating-org/@activity-id reporting-org/@ref'),
    (2, 'no text', 0, 'other-identifier/#text collaboration-type/#text default-flow-type/#text default-aid-type/#text'),
    (2, 'no text', 0, 'default-finance-type/#text default-tied-status/#text capital-spend/#text period-start/#text'),
    (2, 'no text', 0, 'period-end/#text transaction-type/#text transaction-date/#text disbursement-channel/#text'),
    (2, 'no text', 0, 'flow-type/#text finance-type/#text aid-type/#text tied-status/#text category/#text'),
    (2, 'no text', 0, 'language/#text related-activity/#text legacy-data/#text'),
    (2, 'decimal number', 0, 'sector/@percentage loan-terms/@rate-1 loan-terms/@rate-2 interest-received/#text'),
    (2, 'decimal number', 0, 'principal-outstanding/#text principal-arrears/#text interest-arrears/#text forecast/#text'),
    (2, 'whole number', 0, 'iati-activity/@hierarchy loan-status/@year'),
    (2, 'positive whole number', 0, 'baseline/@year'),
    (2, 'true or false', 0, 'iati-activity/@humanitarian transaction/@humanitarian conditions/@attached'),
    (2, 'true or false', 0, 'result/@aggregation-status indicator/@aggregation-status indicator/@ascending'),
    (2, 'ISO date', 0, 'activity-date/@iso-date period-start/@iso-date period-end/@iso-date value/@value-date'),
    (2, 'ISO date', 0, 'transaction-date/@iso-date document-date/@iso-date baseline/@iso-date commitment-date/@iso-date'),
    (2, 'ISO date', 0, 'repayment-first-date/@iso-date repayment-final-date/@iso-date loan-status/@value-date'),
    (2, 'ISO date', 0, 'fss/@extraction-date'),
    (2, 'ISO date and time', 0, 'iati-activity/@last-updated-datetime iati-activity/@@generated-datetime'),
    (1, 'one', 1, 'iati-activity/iati-identifier'),
    (1, 'some', 1, 'iati-activity/title transaction/transaction-type transaction/value'),
    (1, 'decimal number', 1, 'value/#text'),
    (1, 'some', 0, 'iati-activity/reporting-org'),
    (1, 'decimal number', 0, 'sector/@percentage'),
    (1, 'ISO date', 0, 'activity-date/@iso-date transaction-date/@iso-date value/@value-date'),
    (1, 'ISO date', 0, 'period-start/@iso-date period-end/@iso-date')
),
rule(version, demand, refuses, name, part) AS (
    SELECT version, demand, refuses, substr(p.value, 1, instr(p.value, '/') - 1), substr(p.value, instr(p.value, '/') + 1)
    FROM duty, json_each('["' || replace(parts, ' ', '","') || '"]') p
),
-- What some elements may hold, beside what is of another namespace (ns:name).
known(name, parts) AS (
    VALUES
    ('iati-activity', ' @last-updated-datetime @default-currency @humanitarian @hierarchy @linked-data-uri'
        || ' @budget-not-provided iati-identifier reporting-org title description participating-org other-identifier'
        || ' activity-status activity-date contact-info activity-scope recipient-country recipient-region location sector'
        || ' tag country-budget-items humanitarian-scope policy-marker collaboration-type default-flow-type'
        || ' default-finance-type default-aid-type default-tied-status budget planned-disbursement capital-spend'
        || ' transaction document-link related-activity legacy-data conditions result crs-add fss '),
    ('reporting-org', ' @ref @type @secondary-reporter narrative '),
    ('title', ' narrative '),
    ('description', ' @type narrative '),
    ('sector', ' @vocabulary @vocabulary-uri @code @percentage narrative '),
    ('document-link', ' @url @format title description category language document-date recipient-country '),
    ('category', ' @code '),
    ('language', ' @code '),
    ('document-date', ' @iso-date '),
    ('reference', ' @vocabulary @vocabulary-uri @code @indicator-uri ')
),
codes(path, part, list) AS (
    VALUES
    ('iati-activity/activity-status', '@code', ' 1 2 3 4 5 6 '),
    ('iati-activity/activity-date', '@type', ' 1 2 3 4 start-planned start-actual end-planned end-actual '),
    ('iati-activity/participating-org', '@role', ' 1 2 3 4 Funding Accountable Extending Implementing '),
    ('iati-activity/transaction/transaction-type', '@code', 
        ' 1 2 3 4 5 6 7 8 9 10 11 12 13 IF C D E IR LR R QP QS CG TB ')
),
-- Each part on which there is a rule: how often it is there, and its text if it is one.
held(path, demand, refuses, part, count, text) AS (
    SELECT
        e.path, r.demand, r.refuses, r.part,
        coalesce((SELECT iif(j.type = 'array', json_array_length(j.value), 1)
            FROM json_each(e.object) j WHERE j.key = r.part), 0),
        coalesce((SELECT j.value FROM json_each(e.object) j WHERE j.key = r.part AND j.type = 'text'), '')
    FROM edition, element e JOIN rule r ON r.name = e.name AND r.version = iif(edition.old, 1, 2)
),
broken(path, what, refuses) AS (
    SELECT
        path,
        CASE
            WHEN demand LIKE '%one' AND count > 1 THEN 'has ' || count || ' ' || part || ', one is allowed'
            WHEN demand IN ('one', 'some') THEN 'has no ' || iif(part = '#text', 'value', part)
            WHEN demand = 'no text' THEN 'holds text, none is allowed'
            WHEN demand = 'not empty' THEN part || ' is empty'
            ELSE iif(part = '#text', '', part || ' ') || '''' || text || ''' is no ' || demand
        END,
        refuses
    FROM held
    WHERE CASE demand
        WHEN 'one' THEN count <> 1
        WHEN 'at most one' THEN count > 1
        WHEN 'some' THEN count = 0
        WHEN 'no text' THEN count = 1
        WHEN 'not empty' THEN count = 1 AND text = ''
        WHEN 'decimal number' THEN count = 1 AND (text = '' OR number(text) GLOB '*[^0-9.-]*')
        WHEN 'whole number' THEN count = 1 AND (text = '' OR text GLOB '*[^0-9]*')
        WHEN 'positive whole number' THEN count = 1 AND (text NOT GLOB '[1-9]*' OR text GLOB '*[^0-9]*')
        WHEN 'true or false' THEN count = 1 AND text NOT IN ('0', '1', 'true', 'false')
        WHEN 'ISO date' THEN count = 1 AND (substr(text, 1, 10) NOT GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'
            OR substr(text, 11) GLOB '*[^-+:.TZ0-9]*')
        WHEN 'ISO date and time' THEN count = 1
            AND text NOT GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]*'
    END
    UNION ALL
    SELECT e.path, 'has ' || j.key || ', which the standard does not know', 0
    FROM edition, element e JOIN known k ON k.name = e.name, json_each(e.object) j
    WHERE NOT edition.old AND j.key NOT LIKE '%:%' AND j.key NOT LIKE '@@%' AND j.key <> '#text'
        AND instr(k.parts, ' ' || j.key || ' ') = 0
    UNION ALL
    SELECT e.path, c.part || ' ''' || j.value || ''' is on no code list', 0
    FROM element e JOIN codes c ON c.path = e.path, json_each(e.object) j
    WHERE j.key = c.part AND instr(c.list, ' ' || j.value || ' ') = 0
    UNION ALL
    SELECT 'iati-activity/' || what, 'the percentages sum to ' || round(sum(percentage), 2) || ', not to 100', 0
    FROM (
        SELECT 'sector of vocabulary ' || coalesce(s.value ->> '@vocabulary', '1') AS what,
            number(s.value ->> '@percentage') AS percentage
        FROM source, json_each(sector) s
        UNION ALL
        SELECT 'recipient-country and -region', number(c.value ->> '@percentage')
        FROM source, json_each("recipient-country") c
        UNION ALL
        SELECT 'recipient-country and -region', number(r.value ->> '@percentage')
        FROM source, json_each("recipient-region") r WHERE coalesce(r.value ->> '@vocabulary', '1') = '1'
    )
    WHERE percentage NOT GLOB '*[^0-9.]*'
    GROUP BY what
    HAVING abs(sum(percentage) - 100) > 0.011
    UNION ALL
    SELECT e.path, 'has @percentage, which a transaction''s may not', 0
    FROM edition, element e
    WHERE NOT edition.old AND e.object ->> '@percentage' IS NOT NULL
        AND e.path IN ('iati-activity/transaction/recipient-country', 'iati-activity/transaction/recipient-region')
    UNION ALL
    SELECT 'iati-activity/activity-date', 'it ended before it started', 0
    FROM (
        SELECT d.value ->> '@type' AS form, substr(coalesce(d.value ->> '@iso-date', d.value ->> '#text'), 1, 10) AS day
        FROM source, json_each("activity-date") d
    )
    GROUP BY NULL
    HAVING min(iif(form IN ('4', 'end-actual'), day, NULL)) < max(iif(form IN ('2', 'start-actual'), day, NULL))
    UNION ALL
    SELECT e.path, 'has no currency, nor has the activity a default: this money is not taken in', 0
    FROM source, element e
    WHERE e.path IN ('iati-activity/transaction/value', 'iati-activity/budget/value')
        AND "@default-currency" IS NULL AND coalesce(e.object ->> '@currency', '') = ''
),
said(text, refuses) AS (
    SELECT replace(path, 'iati-activity/', '') || ' ' || what || iif(count(*) > 1, ' (' || count(*) || ' times)', ''),
        refuses
    FROM broken
    GROUP BY path, what, refuses
)
-- kind: project
SELECT
    (SELECT 'iati:' || iati_id || ': ' || group_concat(text, '; ') FROM said WHERE refuses) AS _problem,
    (SELECT 'iati:' || iati_id || ': ' || group_concat(text, '; ') FROM said WHERE NOT refuses) AS _warning
FROM (SELECT "iati-identifier" ->> '$[0].#text' AS iati_id FROM source);
