-- Where records went that were merged into others.
SELECT name, value FROM setting WHERE name GLOB 'merged-*' AND value IS NOT NULL ORDER BY name
