-- Entries of the history, newest first: of one person, since an entry, that touched a kind. $kind looks at every change
-- of the entries it passes, so it stands alone.
SELECT e.id, e.at, e.who, e.command, e.undoes
FROM entry e
WHERE
    (CAST($number AS INTEGER) IS NULL OR e.id = $number)
    AND (CAST($since AS INTEGER) IS NULL OR e.id > $since)
    AND (CAST($who AS TEXT) IS NULL OR e.who = $who)
    AND (CAST($kind AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM change c WHERE c.entry = e.id AND c.kind = $kind))
ORDER BY e.id DESC
