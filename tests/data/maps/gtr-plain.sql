-- map: gtr-plain
-- title: A Gateway of the tests, asked by flags
-- publisher: nobody
-- format: json
-- header: id
-- scheme: gtr-plain
-- key: id
-- records: project
SELECT id AS title FROM source
