-- map: swecris
-- title: SweCRIS, Swedish research grants
-- publisher: Swedish Research Council, CC0; https://www.vr.se/english/swecris.html
-- format: csv
-- header: project_id; title_sv; title_en; funder_en; funding_sek; funding_year
-- optional: abstract_sv; abstract_en; scb_codes; scb_labels_en; award_type_en; org_reg_no
-- scheme: swecris
-- key: project_id
-- decimal: .
-- kind: stakeholder
SELECT coalesce(funder_en, funder_sv) AS title, funder_sv AS alias, 'SE' AS country, 'government-sti' AS actor_group
FROM source
WHERE coalesce(funder_en, funder_sv) IS NOT NULL;
-- kind: stakeholder
SELECT
    clean(coalesce(organisation_en, organisation_sv)) AS title,
    replace(clean(organisation_sv), char(10), ' ') AS alias,
    'organisation' AS form,
    'SE' AS country,
    'se-on:' || org_reg_no AS outside_id
FROM source
WHERE coalesce(organisation_en, organisation_sv) IS NOT NULL;
-- kind: project
SELECT
    'swecris:' || project_id AS outside_id,
    clean(coalesce(title_en, title_sv)) AS title,
    CASE WHEN title_en <> title_sv THEN replace(clean(title_sv), char(10), ' ') END AS alias,
    CASE
        WHEN abstract_en IS NOT NULL AND abstract_sv IS NOT NULL AND abstract_en <> abstract_sv
            THEN clean(abstract_en) || char(10) || char(10) || clean(abstract_sv)
        ELSE clean(coalesce(abstract_en, abstract_sv))
    END AS summary,
    CASE award_type_en
        WHEN 'Project grant' THEN 'project-grant'
        WHEN 'Grant for positions or stipends' THEN 'fellowship'
        WHEN 'Research infrastructure' THEN 'infrastructure'
        WHEN 'Research environment' THEN 'centre-of-excellence'
    END AS instrument,
    day(start_date) AS starts,
    day(end_date) AS ends,
    'SE' AS country
FROM source;
-- kind: participation
SELECT
    coalesce('se-on:' || org_reg_no, clean(coalesce(organisation_en, organisation_sv))) AS stakeholder,
    'swecris:' || project_id AS project,
    'orchestrate' AS role
FROM source
WHERE coalesce(organisation_en, organisation_sv) IS NOT NULL;
-- kind: funding
SELECT
    'swecris:' || project_id AS project,
    coalesce(funder_en, funder_sv) AS giver,
    coalesce('se-on:' || org_reg_no, clean(coalesce(organisation_en, organisation_sv))) AS receiver,
    'public-grant' AS source_kind,
    'committed' AS stage,
    money(funding_sek, 'SEK') AS amount,
    CASE WHEN funding_year BETWEEN '1900' AND '2200' THEN funding_year END AS year,
    day(start_date) AS starts,
    day(end_date) AS ends
FROM source
WHERE number(funding_sek) <> '0';
-- kind: vocabulary
SELECT 'scb' AS code, 'Standard for Swedish classification of research subjects' AS title, 'multi' AS adds_up
FROM source;
-- kind: tag
SELECT 'scb' AS vocabulary, 'scb:' || slug(c.value) AS code,
    coalesce((SELECT nullif(l.value, '') FROM json_each(parts(scb_labels_en, '|')) l WHERE l.key = c.key), c.value) AS title
FROM source, json_each(parts(scb_codes, '|')) c
WHERE c.value <> '';
-- kind: tagging
SELECT DISTINCT 'scb:' || slug(c.value) AS tag, 'swecris:' || project_id AS project, 'SweCRIS' AS tagged_by
FROM source, json_each(parts(scb_codes, '|')) c
WHERE c.value <> '';
