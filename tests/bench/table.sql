-- map: bench
-- title: The table of invented projects that the measurements make
-- header: id; title; acronym; summary; stop criterion; reported on
-- scheme: bench
-- key: id
SELECT
    'bench:' || id AS outside_id,
    title,
    acronym AS alias,
    summary,
    status,
    stage,
    instrument,
    activity AS activity_type,
    alignment,
    trl,
    start AS starts,
    "end" AS ends,
    place,
    country,
    manager,
    "stop criterion" AS stop_criterion,
    "decision on" AS go_no_go_on,
    "scale plan" AS scale_plan,
    risk,
    "reported on" AS reported_on
FROM source;
