-- Who takes part in a mission itself, with group and role.
SELECT p.code, s.title, s.actor_group, p.role, p.joined_on, p.left_on, p.last_contact_on, p.source, p.example
FROM participation p
JOIN stakeholder s ON s.code = p.stakeholder
WHERE p.mission = $mission
ORDER BY p.stakeholder, p.code
