-- Targets, of one mission or all, with the launch of their mission.
SELECT t.*, m.launched
FROM target t
LEFT JOIN mission m ON m.code = t.mission
WHERE (CAST($mission AS TEXT) IS NULL OR t.mission = $mission) AND (t.example = 0 OR $examples = 1)
ORDER BY t.code
