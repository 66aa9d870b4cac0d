-- map: anid
-- title: ANID, research projects of Chile
-- publisher: Agencia Nacional de Investigación y Desarrollo, CC0; https://github.com/ANID-GITHUB
-- format: csv
-- header: CODIGO_PROYECTO; NOMBRE_PROYECTO; INSTRUMENTO; AGNO_CONCURSO; INSTITUCION_PRINCIPAL
-- optional: MONTO_ADJUDICADO; MONTO_ADJUDICADO..M..; MONEDA; DURACION_MESES; NOMBRE_RESPONSABLE; SEXO; AREA_OCDE;
--   DISCIPLINA_DETALLE; PALABRAS_CLAVES; REGION_EJECUCION; AGNO_FALLO; PROGRAMA; NOMBRE_CONCURSO
-- scheme: anid
-- key: CODIGO_PROYECTO
-- decimal: .
-- note: amounts are thousands of pesos (M$) where no other unit is named; those in other units are not taken, and said.
--   A project starts in the year in which it was awarded, since that is all the file says
-- kind: stakeholder
SELECT 'Agencia Nacional de Investigación y Desarrollo' AS title, 'ANID' AS alias, 'CL' AS country,
    'government-sti' AS actor_group
FROM source;
-- kind: stakeholder
SELECT clean(INSTITUCION_PRINCIPAL) AS title, 'organisation' AS form, 'CL' AS country
FROM source
WHERE INSTITUCION_PRINCIPAL NOT IN ('SIN INFORMACION', 'NA', '0');
-- kind: programme
SELECT PROGRAMA AS title, 'programme' AS form, 'Agencia Nacional de Investigación y Desarrollo' AS organisation
FROM source
WHERE PROGRAMA IS NOT NULL;
-- kind: call
SELECT NOMBRE_CONCURSO AS title, PROGRAMA AS programme FROM source WHERE NOMBRE_CONCURSO IS NOT NULL;
-- kind: project
SELECT
    'anid:' || CODIGO_PROYECTO AS outside_id,
    CASE
        WHEN NOMBRE_PROYECTO NOT IN ('SIN INFORMACION', 'NA') THEN clean(NOMBRE_PROYECTO)
        ELSE clean(INSTRUMENTO) || ' ' || CODIGO_PROYECTO || ' (no title published)'
    END AS title,
    PROGRAMA AS programme,
    NOMBRE_CONCURSO AS call,
    lines(NOMBRE_RESPONSABLE) AS manager,
    CASE SEXO WHEN 'MUJER' THEN 'female' WHEN 'HOMBRE' THEN 'male' END AS manager_gender,
    CASE
        WHEN INSTRUMENTO LIKE '%doctorado%' THEN 'fellowship'
        WHEN INSTRUMENTO LIKE '%centros%' THEN 'centre-of-excellence'
        WHEN INSTRUMENTO LIKE 'regular' OR INSTRUMENTO LIKE 'iniciaci_n' THEN 'project-grant'
    END AS instrument,
    CASE WHEN AGNO_FALLO GLOB '[12][0-9][0-9][0-9]' THEN AGNO_FALLO ELSE AGNO_CONCURSO END AS starts,
    CASE
        WHEN REGION_EJECUCION GLOB '[0-9][0-9]. *' THEN substr(REGION_EJECUCION, 5)
        WHEN REGION_EJECUCION NOT IN ('SIN INFORMACION', 'NA') THEN REGION_EJECUCION
    END AS place,
    'CL' AS country,
    CASE
        WHEN
            MONEDA NOT IN ('Miles de pesos (M$)', 'NA')
            THEN 'the amount is in ' || MONEDA || ', which is not taken: ' || MONTO_ADJUDICADO
    END AS _warning
FROM source;
-- kind: participation
SELECT clean(INSTITUCION_PRINCIPAL) AS stakeholder, 'anid:' || CODIGO_PROYECTO AS project, 'orchestrate' AS role
FROM source
WHERE INSTITUCION_PRINCIPAL NOT IN ('SIN INFORMACION', 'NA', '0');
-- kind: funding
SELECT
    'anid:' || CODIGO_PROYECTO AS project,
    'Agencia Nacional de Investigación y Desarrollo' AS giver,
    'public-grant' AS source_kind,
    'committed' AS stage,
    CASE
        WHEN number(amount) GLOB '*[^0-9.]*' THEN 'CLP ' || amount
        ELSE money(printf('%.3f', CAST(number(amount) AS REAL) * 1000), 'CLP')
    END AS amount
FROM (SELECT CODIGO_PROYECTO, MONEDA, coalesce(MONTO_ADJUDICADO, "MONTO_ADJUDICADO..M..") AS amount FROM source)
WHERE amount NOT IN ('NA', 'SIN INFORMACION', '0') AND (MONEDA IS NULL OR MONEDA = 'Miles de pesos (M$)');
-- kind: vocabulary
SELECT 'oecd-field' AS code, 'Field of research (OECD)' AS title, 'single' AS adds_up FROM source;
-- kind: tag
SELECT 'oecd-field' AS vocabulary, 'oecd-field:' || slug(AREA_OCDE) AS code, AREA_OCDE AS title
FROM source
WHERE AREA_OCDE NOT IN ('SIN INFORMACION', 'NA');
-- kind: tagging
SELECT 'oecd-field:' || slug(AREA_OCDE) AS tag, 'anid:' || CODIGO_PROYECTO AS project, 'ANID' AS tagged_by
FROM source
WHERE AREA_OCDE NOT IN ('SIN INFORMACION', 'NA');
