-- map: nsf-awards
-- title: NSF awards (award search, CSV)
-- publisher: US National Science Foundation, public data; https://www.nsf.gov/awardsearch/
-- format: csv
-- header: AwardNumber; Title; NSFOrganization; StartDate; EndDate; Organization; AwardedAmountToDate
-- optional: Abstract; PrincipalInvestigator; Co-PIName(s); Program(s); ProgramElementCode(s); OrganizationCity; State
-- scheme: nsf
-- key: AwardNumber
-- decimal: .
-- dates: mdy
-- kind: stakeholder
SELECT 'National Science Foundation' AS title, 'NSF' AS alias, 'US' AS country, 'government-sti' AS actor_group
FROM source;
-- kind: stakeholder
SELECT clean(Organization) AS title, 'organisation' AS form, 'US' AS country, OrganizationCity AS place
FROM source
WHERE Organization IS NOT NULL;
-- kind: project
SELECT
    'nsf:' || AwardNumber AS outside_id,
    clean(Title) AS title,
    clean(Abstract) AS summary,
    lines(PrincipalInvestigator) AS manager,
    day(StartDate) AS starts,
    day(EndDate) AS ends,
    CASE WHEN OrganizationCity IS NOT NULL AND State IS NOT NULL THEN OrganizationCity || ', ' || State END AS place,
    'US' AS country
FROM source;
-- kind: participation
SELECT clean(Organization) AS stakeholder, 'nsf:' || AwardNumber AS project, 'orchestrate' AS role
FROM source
WHERE Organization IS NOT NULL;
-- kind: funding
SELECT
    'nsf:' || AwardNumber AS project,
    'National Science Foundation' AS giver,
    clean(Organization) AS receiver,
    'public-grant' AS source_kind,
    'committed' AS stage,
    money(AwardedAmountToDate, 'USD') AS amount
FROM source
WHERE AwardedAmountToDate IS NOT NULL;
-- kind: vocabulary
SELECT 'nsf-program' AS code, 'NSF programme element' AS title, 'multi' AS adds_up FROM source;
-- kind: tag
SELECT 'nsf-program' AS vocabulary, 'nsf-program:' || slug(trim(c.value)) AS code, trim(c.value) AS title
FROM source, json_each('["' || replace("ProgramElementCode(s)", ',', '","') || '"]') c
WHERE trim(c.value) <> '';
-- kind: tagging
SELECT DISTINCT 'nsf-program:' || slug(trim(c.value)) AS tag, 'nsf:' || AwardNumber AS project, 'NSF' AS tagged_by
FROM source, json_each('["' || replace("ProgramElementCode(s)", ',', '","') || '"]') c
WHERE trim(c.value) <> '';
