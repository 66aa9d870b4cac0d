-- of: target
-- Targets that were agreed; not the proposals.
SELECT code FROM target WHERE status IN ('agreed', 'reached')
