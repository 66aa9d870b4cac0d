-- The money of a mission: its own, and its projects' by their share in it (a project without shares counts whole). A
-- project is in the list once, so no money is counted twice.
SELECT f.code, f.project, f.stage, f.source_kind, f.form, f.amount, f.amount_currency, f.year, f.ends, f.source, f.example, 100.0 AS share
FROM funding_counted f
WHERE f.mission = $mission AND f.project IS NULL
UNION ALL
SELECT f.code, f.project, f.stage, f.source_kind, f.form, f.amount, f.amount_currency, f.year, f.ends, f.source, f.example, COALESCE(pm.share, 100.0)
FROM project_mission pm
JOIN funding_counted f ON f.project = pm.owner
WHERE pm.mission = $mission
ORDER BY 1
