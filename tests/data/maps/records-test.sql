-- map: records-test
-- title: Records of the tests
-- publisher: nobody
-- format: json
-- header: id
-- scheme: records-test
-- key: id
-- records: records
SELECT id AS title FROM source
