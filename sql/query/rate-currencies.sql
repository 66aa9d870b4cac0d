-- Which currencies have rates, from when to when.
SELECT currency, min(day) AS first_day, max(day) AS last_day, count(*) AS rates
FROM rate_in_force
GROUP BY currency
ORDER BY currency
