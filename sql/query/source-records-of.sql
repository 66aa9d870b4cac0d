-- How many source records a scheme has: their codes begin with it.
SELECT count(*) AS records FROM source_record WHERE code >= $first AND code < $last
