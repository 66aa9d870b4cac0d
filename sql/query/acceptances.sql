-- Findings accepted and not yet due again.
SELECT a.finding, a.severity, a.until
FROM acceptance a
WHERE substr($today, 1, length(a.until)) <= a.until AND (a.accepted_on IS NULL OR a.accepted_on <= $today)
ORDER BY a.finding
