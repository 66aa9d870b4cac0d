-- map: 360giving
-- title: 360Giving grants (JSON)
-- publisher: 360Giving data standard 1.1; https://standard.threesixtygiving.org/
-- format: json
-- header: id; title; description; currency; amountAwarded; awardDate; fundingOrganization
-- records: grants
-- scheme: 360g
-- key: id
-- note: what was applied for, awarded and disbursed are three stages of one grant's money. A grant meant to be granted on
--   is marked and remarked on: where the grants made of it are imported too, its money counts twice
-- kind: stakeholder
SELECT json_extract(o.value, '$.name') AS title, 'org-id:' || json_extract(o.value, '$.id') AS outside_id,
    country(json_extract(o.value, '$.addressCountry')) AS country
FROM source, json_each(fundingOrganization) o
WHERE json_extract(o.value, '$.name') IS NOT NULL;
-- kind: stakeholder
SELECT clean(json_extract(o.value, '$.name')) AS title, 'org-id:' || json_extract(o.value, '$.id') AS outside_id,
    'organisation' AS form, country(json_extract(o.value, '$.addressCountry')) AS country,
    json_extract(o.value, '$.addressLocality') AS place
FROM source, json_each(recipientOrganization) o
WHERE json_extract(o.value, '$.name') IS NOT NULL;
-- kind: programme
SELECT json_extract(p.value, '$.title') AS title, '360g-programme:' || json_extract(p.value, '$.code') AS outside_id
FROM source, json_each(grantProgramme) p
WHERE json_extract(p.value, '$.title') IS NOT NULL;
-- kind: project
SELECT
    '360g:' || source.id AS outside_id,
    clean(title) AS title,
    clean(description) AS summary,
    json_extract(grantProgramme, '$[0].title') AS programme,
    day(coalesce(json_extract(actualDates, '$[0].startDate'), json_extract(plannedDates, '$[0].startDate'))) AS starts,
    day(coalesce(json_extract(actualDates, '$[0].endDate'), json_extract(plannedDates, '$[0].endDate'))) AS ends,
    json_extract(beneficiaryLocation, '$[0].name') AS place,
    country(json_extract(beneficiaryLocation, '$[0].countryCode')) AS country,
    CASE
        WHEN
            regrantType IS NOT NULL
            THEN 'is meant to be granted on (' || regrantType || '); with the grants made of it its money counts twice'
    END AS _warning
FROM source;
-- kind: participation
SELECT 'org-id:' || json_extract(o.value, '$.id') AS stakeholder, '360g:' || source.id AS project, 'orchestrate' AS role
FROM source, json_each(recipientOrganization) o
WHERE json_extract(o.value, '$.id') IS NOT NULL;
-- kind: funding
SELECT
    '360g:' || source.id AS project,
    'org-id:' || json_extract(fundingOrganization, '$[0].id') AS giver,
    'org-id:' || json_extract(recipientOrganization, '$[0].id') AS receiver,
    a.stage AS stage,
    money(a.amount, currency) AS amount,
    day(awardDate) AS starts,
    CASE WHEN regrantType IS NOT NULL THEN 'regrant: ' || regrantType END AS title
FROM source, (
    SELECT 'applied' AS stage, amountAppliedFor AS amount FROM source
    UNION ALL
    SELECT 'committed', amountAwarded FROM source
    UNION ALL
    SELECT 'spent', amountDisbursed FROM source
) a
WHERE a.amount IS NOT NULL AND number(a.amount) <> '0';
