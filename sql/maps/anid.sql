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
-- note: amounts are thousands of pesos (M$) where no other unit is named; those in other units are not taken
-- kind: stakeholder
SELECT 'Agencia Nacional de Investigación y Desarrollo' AS title, 'ANID' AS alias, 'CL' AS country,
    'government-sti' AS actor_group
FROM source;
-- kind: stakeholder
SELECT clean(INSTITUCION_PRINCIPAL) AS title, 'organisation' AS form, 'CL' AS country
FROM source
WHERE INSTITUCION_PRINCIPAL NOT IN ('SIN INFORMACION', 'NA');
-- kind: programme
SELECT PROGRAMA AS title, 'programme' AS form, 'Agencia Nacional de Investigación y Desarrollo' AS organisation
FROM source
WHERE PROGRAMA IS NOT NULL;
-- kind: call
SELECT NOMBRE_CONCURSO AS title, PROGRAMA AS programme FROM source WHERE NOMBRE_CONCURSO IS NOT NULL;
-- kind: project
SELECT
    'anid:' || CODIGO_PROYECTO AS outside_id,
    clean(NOMBRE_PROYECTO) AS title,
    PROGRAMA AS programme,
    NOMBRE_CONCURSO AS call,
    lines(NOMBRE_RESPONSABLE) AS manager,
    CASE SEXO WHEN 'MUJER' THEN 'female' WHEN 'HOMBRE' THEN 'male' END AS manager_gender,
    coalesce(AGNO_FALLO, AGNO_CONCURSO) AS starts,
    REGION_EJECUCION AS place,
    'CL' AS country
FROM source;
-- kind: participation
SELECT clean(INSTITUCION_PRINCIPAL) AS stakeholder, 'anid:' || CODIGO_PROYECTO AS project, 'orchestrate' AS role
FROM source
WHERE INSTITUCION_PRINCIPAL NOT IN ('SIN INFORMACION', 'NA');
-- kind: funding
SELECT
    'anid:' || CODIGO_PROYECTO AS project,
    'Agencia Nacional de Investigación y Desarrollo' AS giver,
    'public-grant' AS source_kind,
    'committed' AS stage,
    money(amount || '000', 'CLP') AS amount
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
