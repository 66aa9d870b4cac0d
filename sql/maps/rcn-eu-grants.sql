-- map: rcn-eu-grants
-- title: EU grants to Norway (Bevilgninger EU), a row a participation
-- publisher: Research Council of Norway, NLOD; https://github.com/Forskningsradet/open-data datasets/bevilgningereu
-- format: csv
-- header: Rammeprogram; Prosjektnr; Prosjektnavn; Kontraktstatus; Organisasjonsnavn; Innvilget beløp organisasjon EUR
-- optional: Utlysnings-id; Topic kode; Topic; Søknadstype
-- scheme: rcn-eu
-- key: Prosjektnr; Organisasjonsnummer; Deltakernr; Organisasjon rolle
-- decimal: .
-- dates: dmy
-- note: the project's number is CORDIS's, by which the two files know the same project; amounts are the Norwegian
--   participants' only, parts of the contribution to the project that CORDIS has as a whole
-- kind: stakeholder
SELECT 'European Commission' AS title, 'EC' AS alias, 'international' AS actor_group FROM source;
-- kind: stakeholder
SELECT
    clean(Organisasjonsnavn) AS title,
    CASE WHEN Kortnavn <> 'ukjent' THEN Kortnavn END AS alias,
    'organisation' AS form,
    'NO' AS country,
    "Adresse kommune" AS place,
    CASE
        WHEN "FoU sektor" = 'Næringsliv' THEN 'industry'
        WHEN "FoU sektor" IN ('Instituttsektor', 'UoH-sektor', 'Helseforetak') THEN 'research'
    END AS actor_group,
    CASE WHEN Organisasjonsnummer <> '0' THEN 'no-brc:' || Organisasjonsnummer END AS outside_id
FROM source
WHERE Organisasjonsnavn IS NOT NULL;
-- kind: programme
SELECT Rammeprogram AS title, 'programme' AS form, 'European Commission' AS organisation FROM source;
-- kind: call
SELECT "Utlysnings-id" AS title, Rammeprogram AS programme FROM source WHERE "Utlysnings-id" IS NOT NULL;
-- kind: project
SELECT
    'cordis:' || Prosjektnr AS outside_id,
    clean(Prosjektnavn) AS title,
    Prosjektkortnavn AS alias,
    Rammeprogram AS programme,
    "Utlysnings-id" AS call,
    CASE Kontraktstatus
        WHEN 'SIGNED' THEN 'running'
        WHEN 'CLOSED' THEN 'finished'
        WHEN 'TERMINATED' THEN 'stopped'
        ELSE Kontraktstatus
    END AS status,
    CASE
        WHEN "Søknadstype" GLOB '*MSCA-IF*' THEN 'fellowship'
        WHEN "Søknadstype" GLOB '*SME*' THEN 'business-grant'
        WHEN "Søknadstype" GLOB '*PCP*' OR "Søknadstype" GLOB '*PPI*' THEN 'procurement'
        WHEN "Søknadstype" GLOB '*CSA*' THEN 'networking'
        WHEN "Søknadstype" GLOB '*RIA*' OR "Søknadstype" GLOB 'IA*' OR "Søknadstype" GLOB '*ERC*' THEN 'project-grant'
    END AS instrument,
    day("Kontrakt startdato") AS starts,
    day("Kontrakt sluttdato") AS ends,
    'NO' AS country
FROM source;
-- kind: participation
SELECT
    coalesce(CASE WHEN Organisasjonsnummer <> '0' THEN 'no-brc:' || Organisasjonsnummer END, clean(Organisasjonsnavn))
        AS stakeholder,
    'cordis:' || Prosjektnr AS project,
    CASE WHEN "Organisasjon rolle" = 'COORDINATOR' THEN 'orchestrate' ELSE 'deliver' END AS role,
    lower("Organisasjon rolle") AS responsibility
FROM source
WHERE Organisasjonsnavn IS NOT NULL;
-- kind: funding
SELECT
    'cordis:' || Prosjektnr AS project,
    'European Commission' AS giver,
    coalesce(CASE WHEN Organisasjonsnummer <> '0' THEN 'no-brc:' || Organisasjonsnummer END, clean(Organisasjonsnavn))
        AS receiver,
    'public-grant' AS source_kind,
    'committed' AS stage,
    money("Innvilget beløp organisasjon EUR", 'EUR') AS amount,
    day("Kontrakt startdato") AS starts,
    day("Kontrakt sluttdato") AS ends
FROM source
WHERE Organisasjonsnavn IS NOT NULL AND number("Innvilget beløp organisasjon EUR") <> '0';
-- kind: vocabulary
SELECT 'cordis-topic' AS code, 'Topic of the EU work programme' AS title, 'multi' AS adds_up FROM source;
-- kind: tag
SELECT 'cordis-topic' AS vocabulary, 'cordis-topic:' || slug("Topic kode") AS code, "Topic kode" AS title,
    clean(Topic) AS summary
FROM source
WHERE "Topic kode" IS NOT NULL;
-- kind: tagging
SELECT 'cordis-topic:' || slug("Topic kode") AS tag, 'cordis:' || Prosjektnr AS project, 'CORDIS' AS tagged_by
FROM source
WHERE "Topic kode" IS NOT NULL;
