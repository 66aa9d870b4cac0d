-- The rates in force by source, as an export has them.
SELECT s.id AS number, s.name, s.received, r.day, r.currency, r.rate
FROM rate_in_force r
JOIN rate_source s ON s.id = r.source
ORDER BY s.id, r.day, r.currency
