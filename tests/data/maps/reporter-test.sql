-- map: reporter-test
-- title: A search of the tests
-- publisher: nobody
-- format: json
-- header: appl_id
-- scheme: reporter-test
-- key: appl_id
-- records: results
SELECT 'Application ' || appl_id AS title FROM source
