-- `mpt list projects --format csv` as one statement: every field.
SELECT
    project.code,
    project.title,
    project.alias,
    project.summary,
    project.programme,
    project.call,
    project.status,
    project.stage,
    project.instrument,
    project.activity_type,
    project.alignment,
    project.trl,
    project.trl_at_start,
    project.starts,
    project.ends,
    project.first_ends,
    project.place,
    project.country,
    project.cross_border,
    project.pilot,
    project.pays_across_borders,
    project.shares_data,
    project.stop_criterion,
    project.stop_criterion_met_on,
    project.go_no_go_on,
    project.time_box,
    project.scale_plan,
    project.scale_owner,
    project.scale_adopter,
    project.scale_cost,
    project.scale_cost_currency,
    project.sustainability_team,
    project.engagement_owner,
    project.users_known,
    project.adopted_from,
    project.reported_on,
    project.risk,
    project.outcome,
    project.ended_on,
    project.ended_because,
    project.outside_id,
    project.source,
    project.example,
    (SELECT group_concat(l.mission, '; ') FROM project_mission l WHERE l.owner = project.code) AS mission,
    (SELECT group_concat(l.portfolio, '; ') FROM project_portfolio l WHERE l.owner = project.code) AS portfolio,
    (SELECT group_concat(t.tag, '; ') FROM tagging t WHERE t.project = project.code) AS tag,
    (
        SELECT CASE WHEN min(f.amount_currency) = max(f.amount_currency) THEN sum(f.amount) END
        FROM funding_counted f
        WHERE f.project = project.code AND f.stage = 'committed'
    ) AS committed,
    (
        SELECT CASE WHEN min(f.amount_currency) = max(f.amount_currency) THEN min(f.amount_currency) END
        FROM funding_counted f
        WHERE f.project = project.code AND f.stage = 'committed'
    ) AS committed_currency
FROM project
ORDER BY project.code;
