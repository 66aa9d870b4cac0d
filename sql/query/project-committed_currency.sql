SELECT CASE WHEN MIN(f.amount_currency) = MAX(f.amount_currency) THEN MIN(f.amount_currency) END
FROM funding_counted f WHERE f.project = project.code AND f.stage = 'committed'
