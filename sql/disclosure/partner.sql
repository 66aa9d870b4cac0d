-- of: stakeholder
-- uses: public-body award
-- Whom partners may know of: what the public may, and every organisation that takes part in a granted project, a
-- mission or a programme.
SELECT code FROM stakeholder WHERE when_public_body(code)
UNION
SELECT p.stakeholder
FROM participation p
JOIN stakeholder s ON s.code = p.stakeholder
WHERE coalesce(s.form, '') <> 'person' AND (p.project IS NULL OR when_award(p.project))
