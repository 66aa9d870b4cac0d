-- rule: broken
-- severity: terrible
-- class: setup
-- message: {title}
-- action: none
SELECT 'mission' AS kind
