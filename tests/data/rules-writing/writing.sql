-- rule: writing
-- severity: info
-- class: setup
-- message: {title}
-- action: none
DELETE FROM mission RETURNING 'mission' AS kind, code, title
