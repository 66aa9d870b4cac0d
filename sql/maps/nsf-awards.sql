-- map: nsf-awards
-- title: NSF awards (award search, CSV)
-- publisher: US National Science Foundation, public data; https://www.nsf.gov/awardsearch/
-- format: csv
-- header: AwardNumber; Title; NSFOrganization; StartDate; EndDate; Organization; AwardedAmountToDate
-- optional: Abstract; PrincipalInvestigator; Co-PIName(s); Program(s); ProgramElementCode(s); AwardInstrument; OrganizationCity; State
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
    CASE
        WHEN AwardInstrument LIKE '%fellowship%' THEN 'fellowship'
        WHEN AwardInstrument LIKE '%grant%' OR AwardInstrument LIKE 'cooperative agreement' THEN 'project-grant'
    END AS instrument,
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
    money(AwardedAmountToDate, 'USD') AS amount,
    day(StartDate) AS starts,
    day(EndDate) AS ends
FROM source
WHERE CAST(number(AwardedAmountToDate) AS REAL) <> 0 OR number(AwardedAmountToDate) GLOB '*[^-0-9.]*';
-- kind: vocabulary
SELECT 'nsf-program' AS code, 'NSF programme element' AS title, 'multi' AS adds_up FROM source;
-- kind: tag
-- Names may hold commas themselves: they are taken where there is one, or as many as there are codes.
SELECT
    'nsf-program' AS vocabulary,
    'nsf-program:' || slug(c.value) AS code,
    CASE
        WHEN json_array_length(parts("ProgramElementCode(s)", ',')) = 1 THEN coalesce("Program(s)", c.value)
        WHEN
            json_array_length(parts("ProgramElementCode(s)", ',')) = json_array_length(parts("Program(s)", ','))
            THEN (SELECT coalesce(nullif(n.value, ''), c.value) FROM json_each(parts("Program(s)", ',')) n WHERE n.key = c.key)
        ELSE c.value
    END AS title
FROM source, json_each(parts("ProgramElementCode(s)", ',')) c
WHERE c.value <> '';
-- kind: tagging
SELECT DISTINCT 'nsf-program:' || slug(c.value) AS tag, 'nsf:' || AwardNumber AS project, 'NSF' AS tagged_by
FROM source, json_each(parts("ProgramElementCode(s)", ',')) c
WHERE c.value <> '';
