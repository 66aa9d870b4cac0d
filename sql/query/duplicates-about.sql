-- About how many projects there are: as many as when all were last compared, since counting them takes its time.
SELECT CASE WHEN s.projects > 0 THEN s.projects ELSE (SELECT count(*) FROM project) END AS projects
FROM duplicate_state s
