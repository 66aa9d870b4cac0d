-- of: mission
-- Missions that are only considered.
SELECT code FROM mission WHERE status = 'candidate'
