-- map: rcn-applications
-- title: Applications to the Research Council of Norway (Søknader, version 2)
-- publisher: Research Council of Norway, NLOD; https://github.com/Forskningsradet/open-data datasets/soknader2
-- format: csv
-- header: prosjektnummer; prosjekttittel; prosjektfase; sokt_belop; tildelt_belop; prosjektansvarlig_navn
-- optional: soknadstype; utlysningtittel; utlysningsaktivitet; soknadsfrist
-- scheme: rcn
-- key: prosjektnummer
-- decimal: .
-- note: applications that were refused come in with the status rejected and are no projects; organisation number 0 is
--   none, and faculties and institutes that have none carry the short name of what they belong to, as many
--   universities have a faculty of medicine; an award above what was sought stays as it is
-- kind: stakeholder
SELECT 'Research Council of Norway' AS title, 'Forskningsrådet' AS alias, 'NO' AS country, 'government-sti' AS actor_group
FROM source;
-- kind: stakeholder
SELECT
    clean(prosjektansvarlig_navn) || CASE
        WHEN organisasjonsnummer = '0' AND instr(upper(prosjektansvarlig_navn), upper(kortnavn)) = 0 THEN ', ' || kortnavn
        ELSE ''
    END AS title,
    CASE WHEN organisasjonsnummer = '0' AND kortnavn IS NOT NULL THEN 'unit' ELSE 'organisation' END AS form,
    'NO' AS country,
    kommune AS place,
    CASE
        WHEN sektor = 'Næringsliv' THEN 'industry'
        WHEN sektor IN ('UoH-sektor', 'Instituttsektor', 'Helseforetak') THEN 'research'
    END AS actor_group,
    CASE WHEN organisasjonsnummer <> '0' THEN 'no-brc:' || organisasjonsnummer END AS outside_id
FROM source
WHERE prosjektansvarlig_navn IS NOT NULL;
-- kind: programme
SELECT clean(aktivitet) AS title, aktivitet_kode AS alias, 'programme' AS form, 'Research Council of Norway' AS organisation
FROM source
WHERE aktivitet IS NOT NULL;
-- kind: call
SELECT clean(utlysningtittel) AS title, day(soknadsfrist) AS closes FROM source WHERE utlysningtittel IS NOT NULL;
-- kind: project
SELECT
    'rcn:' || prosjektnummer AS outside_id,
    clean(prosjekttittel) AS title,
    clean(aktivitet) AS programme,
    CASE prosjektfase
        WHEN 'Mottatt' THEN 'applied'
        WHEN 'Vurderes' THEN 'applied'
        WHEN 'Avslag' THEN 'rejected'
        WHEN 'Bevilgning' THEN 'approved'
        WHEN 'Avsluttet' THEN 'finished'
        ELSE prosjektfase
    END AS status,
    CASE WHEN prosjektfase IN ('Bevilgning', 'Avsluttet') THEN clean(utlysningtittel) END AS call,
    CASE soknadstype
        WHEN 'Innovasjonsprosjekt' THEN 'business-grant'
        WHEN 'Forskerprosjekt' THEN 'project-grant'
        WHEN 'Forskningsinfrastruktur' THEN 'infrastructure'
        WHEN 'Koordinerings- og støtteaktivitet' THEN 'networking'
    END AS instrument,
    CASE prosjektleder_kjonn
        WHEN 'MANN' THEN 'male'
        WHEN 'KVINNE' THEN 'female'
    END AS manager_gender,
    day(coalesce(CASE WHEN prosjektfase <> 'Avslag' THEN prosjektstart END, sokstart)) AS starts,
    day(coalesce(CASE WHEN prosjektfase <> 'Avslag' THEN prosjektslutt END, sokslutt)) AS ends,
    kommune AS place,
    'NO' AS country
FROM source;
-- kind: participation
SELECT
    coalesce(
        CASE WHEN organisasjonsnummer <> '0' THEN 'no-brc:' || organisasjonsnummer END,
        clean(prosjektansvarlig_navn) || CASE
            WHEN instr(upper(prosjektansvarlig_navn), upper(kortnavn)) = 0 THEN ', ' || kortnavn
            ELSE ''
        END
    ) AS stakeholder,
    'rcn:' || prosjektnummer AS project,
    'orchestrate' AS role,
    'responsible for the project' AS responsibility
FROM source
WHERE prosjektansvarlig_navn IS NOT NULL;
-- kind: funding
SELECT
    'rcn:' || prosjektnummer AS project,
    'Research Council of Norway' AS giver,
    'public-grant' AS source_kind,
    stage,
    money(amount, 'NOK') AS amount,
    day(starts) AS starts,
    day(ends) AS ends
FROM (
    SELECT prosjektnummer, 'applied' AS stage, sokt_belop AS amount, sokstart AS starts, sokslutt AS ends FROM source
    UNION ALL
    SELECT prosjektnummer, 'committed', tildelt_belop, prosjektstart, prosjektslutt FROM source
)
WHERE amount IS NOT NULL AND (CAST(number(amount) AS REAL) <> 0 OR number(amount) GLOB '*[^-0-9.]*');
-- kind: vocabulary
SELECT 'rcn-field' AS code, 'Field of science (Research Council of Norway)' AS title, 'single' AS adds_up FROM source;
-- kind: tag
SELECT 'rcn-field' AS vocabulary, fagomraade AS title, 'rcn-field:' || slug(fagomraade) AS code
FROM source
WHERE fagomraade IS NOT NULL;
-- kind: tagging
SELECT 'rcn-field:' || slug(fagomraade) AS tag, 'rcn:' || prosjektnummer AS project, 'Research Council of Norway' AS tagged_by
FROM source
WHERE fagomraade IS NOT NULL;
