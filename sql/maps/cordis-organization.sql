-- map: cordis-organization
-- title: CORDIS participants, organization.csv
-- publisher: European Commission, CC BY 4.0; https://cordis.europa.eu/projects/ , bulk data on data.europa.eu
-- format: csv
-- header: projectID; organisationID; name; country; role; ecContribution; activityType
-- optional: shortName; city; order
-- scheme: cordis-participation
-- key: projectID; organisationID; role; order
-- decimal: ,
-- note: import project.csv before it. What each participant gets is part of the project's contribution there, so it is
--   told in words here and not as another amount
-- kind: stakeholder
SELECT
    clean(name) AS title,
    shortName AS alias,
    'organisation' AS form,
    country(CASE country WHEN 'EL' THEN 'GR' WHEN 'UK' THEN 'GB' ELSE country END) AS country,
    city AS place,
    CASE activityType
        WHEN 'HES' THEN 'research'
        WHEN 'REC' THEN 'research'
        WHEN 'PRC' THEN 'industry'
    END AS actor_group,
    'pic:' || organisationID AS outside_id
FROM source
WHERE name IS NOT NULL;
-- kind: participation
SELECT
    coalesce('pic:' || organisationID, clean(name)) AS stakeholder,
    'cordis:' || projectID AS project,
    CASE role WHEN 'coordinator' THEN 'orchestrate' ELSE 'deliver' END AS role,
    role AS responsibility,
    CASE WHEN number(ecContribution) <> '0' THEN money(ecContribution, 'EUR') || ' of the EU contribution' END AS gets
FROM source
WHERE name IS NOT NULL;
