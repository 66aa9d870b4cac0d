-- The entry that brought a review into this portfolio, by the number of its record.
SELECT c.entry
FROM change c
WHERE c.id = $record
