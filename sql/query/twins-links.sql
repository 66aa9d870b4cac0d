-- What people said of pairs of stakeholders, the last word of each pair last.
SELECT l.code, min(a.id, b.id) AS low, max(a.id, b.id) AS high, l.relation, l.linked_by, l.linked_on, l.reason
FROM link l
JOIN stakeholder a ON a.code = l.stakeholder
JOIN stakeholder b ON b.code = l.to_stakeholder
ORDER BY low, high, l.id
