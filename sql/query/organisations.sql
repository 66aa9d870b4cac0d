-- Organisations by whatever they are called: no persons, and no groups that are not named one by one.
SELECT id, code, title, alias, form, country, place, part_of, outside_id
FROM stakeholder
WHERE form IS NULL OR form NOT IN ('person', 'group')
ORDER BY id
