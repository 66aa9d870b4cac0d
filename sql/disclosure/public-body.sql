-- of: stakeholder
-- uses: responsible
-- Whom the public may know of: who answers for a project, mission or programme, the agencies that run them, and those
-- who give public money. Everybody else is a partner.
SELECT stakeholder FROM participation WHERE when_responsible(code)
UNION
SELECT organisation FROM portfolio WHERE organisation IS NOT NULL
UNION
SELECT organisation FROM mission WHERE organisation IS NOT NULL
UNION
SELECT organisation FROM programme_organisation
UNION
SELECT f.giver
FROM funding f
JOIN stakeholder s ON s.code = f.giver
WHERE f.source_kind IN ('own', 'public-grant', 'public-other', 'multilateral') AND coalesce(s.form, '') <> 'person'
