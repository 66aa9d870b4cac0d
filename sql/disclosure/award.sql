-- of: project
-- Projects that were granted: all but ideas, open applications, refused ones and those whose state nobody knows.
SELECT code FROM project WHERE status IS NOT NULL AND status NOT IN ('idea', 'applied', 'rejected')
