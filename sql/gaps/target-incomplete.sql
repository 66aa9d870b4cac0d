-- rule: target-incomplete
-- number: 2
-- severity: warning
-- class: setup
-- needs: target metric, direction, unit or currency, baseline and its date, value, due date, source of data
-- condition: an agreed target of a live mission lacks one of these; a missing baseline counts only when no date is set
--    by which it will be measured, or that date has passed
-- message: The target "{title}" has no {missing:list}. Its progress cannot be computed.
-- together: {n} targets lack what their progress is computed from: {names}.
-- action: fill the named fields; if there are no data, name who measures the baseline and by when
-- clears: a value in every field named
-- source: 002@00:04:52, 002@00:05:29, 002@01:02:02
SELECT
    'target' AS kind,
    t.code,
    t.title,
    t.mission,
    substr(
        CASE WHEN t.metric IS NULL THEN ', metric' ELSE '' END
        || CASE WHEN t.direction IS NULL THEN ', direction' ELSE '' END
        || CASE WHEN t.unit IS NULL AND t.currency IS NULL THEN ', unit' ELSE '' END
        || CASE WHEN t.in_money = 1 AND t.currency IS NULL THEN ', currency' ELSE '' END
        || CASE
            WHEN t.direction IN ('keep-below', 'keep-above', 'keep-within', 'achieve') THEN ''
            WHEN substr($today, 1, length(t.baseline_due_on)) <= t.baseline_due_on THEN ''
            WHEN t.baseline IS NULL THEN ', baseline'
            WHEN t.baseline_on IS NULL THEN ', baseline date'
            ELSE ''
        END
        || CASE WHEN t.value IS NULL THEN ', target value' ELSE '' END
        || CASE WHEN t.due IS NULL THEN ', due date' ELSE '' END
        || CASE WHEN t.data_source IS NULL THEN ', source of data' ELSE '' END,
        3
    ) AS missing
FROM target t
JOIN mission m ON m.code = t.mission
WHERE
    t.status = 'agreed'
    AND m.status IN ('launched', 'scaling')
    AND (t.example = 0 OR $examples = 1)
    AND (
        t.metric IS NULL
        OR t.direction IS NULL
        OR (t.unit IS NULL AND t.currency IS NULL)
        OR (t.in_money = 1 AND t.currency IS NULL)
        OR (
            (t.baseline IS NULL OR t.baseline_on IS NULL)
            AND t.direction NOT IN ('keep-below', 'keep-above', 'keep-within', 'achieve')
            AND (t.baseline_due_on IS NULL OR t.baseline_due_on < substr($today, 1, length(t.baseline_due_on)))
        )
        OR t.value IS NULL
        OR t.due IS NULL
        OR t.data_source IS NULL
    )
ORDER BY t.code
