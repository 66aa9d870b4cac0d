-- Where the rates in force are from, the last received first.
SELECT s.id AS number, s.name, s.received, min(r.day) AS first_day, max(r.day) AS last_day, count(*) AS rates
FROM rate_in_force r
JOIN rate_source s ON s.id = r.source
GROUP BY s.id, s.name, s.received
ORDER BY s.id DESC
