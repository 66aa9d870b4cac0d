-- map: table-test
-- title: A table of the tests
-- publisher: nobody
-- format: csv
-- header: id; title; summary
-- scheme: test
-- key: id
SELECT title, summary FROM source
