-- How records are found: indexes for what is looked up among many rows, and the full-text index.

-- Who refers to a project, stakeholder, mission ...: asked by reports, rules and before every removal.
CREATE INDEX change_code ON change (kind, code);
CREATE INDEX change_entry ON change (entry);
CREATE INDEX project_programme ON project (programme) WHERE programme IS NOT NULL;
CREATE INDEX project_call ON project (call) WHERE call IS NOT NULL;
CREATE INDEX project_mission_mission ON project_mission (mission);
CREATE INDEX project_portfolio_portfolio ON project_portfolio (portfolio);
CREATE INDEX participation_stakeholder ON participation (stakeholder);
CREATE INDEX participation_mission ON participation (mission) WHERE mission IS NOT NULL;
CREATE INDEX participation_project ON participation (project) WHERE project IS NOT NULL;
CREATE INDEX participation_programme ON participation (programme) WHERE programme IS NOT NULL;
CREATE INDEX funding_giver ON funding (giver) WHERE giver IS NOT NULL;
CREATE INDEX funding_receiver ON funding (receiver) WHERE receiver IS NOT NULL;
CREATE INDEX funding_project ON funding (project) WHERE project IS NOT NULL;
CREATE INDEX funding_mission ON funding (mission) WHERE mission IS NOT NULL;
CREATE INDEX funding_programme ON funding (programme) WHERE programme IS NOT NULL;
CREATE INDEX funding_portfolio ON funding (portfolio) WHERE portfolio IS NOT NULL;
CREATE INDEX measurement_target ON measurement (target, measured_on);
CREATE INDEX contribution_project ON contribution (project) WHERE project IS NOT NULL;
CREATE INDEX contribution_mission ON contribution (mission) WHERE mission IS NOT NULL;
CREATE INDEX contribution_target ON contribution (target) WHERE target IS NOT NULL;
CREATE INDEX contribution_step ON contribution (step) WHERE step IS NOT NULL;
CREATE INDEX tagging_tag ON tagging (tag);
CREATE INDEX tagging_project ON tagging (project) WHERE project IS NOT NULL;
CREATE INDEX tagging_mission ON tagging (mission) WHERE mission IS NOT NULL;
CREATE INDEX tagging_stakeholder ON tagging (stakeholder) WHERE stakeholder IS NOT NULL;
CREATE INDEX link_project ON link (project) WHERE project IS NOT NULL;
CREATE INDEX link_mission ON link (mission) WHERE mission IS NOT NULL;
CREATE INDEX link_to_project ON link (to_project) WHERE to_project IS NOT NULL;
CREATE INDEX link_to_mission ON link (to_mission) WHERE to_mission IS NOT NULL;
CREATE INDEX target_mission ON target (mission) WHERE mission IS NOT NULL;
CREATE INDEX step_mission ON step (mission) WHERE mission IS NOT NULL;
CREATE INDEX decision_mission ON decision (mission) WHERE mission IS NOT NULL;
CREATE INDEX rating_mission ON rating (mission) WHERE mission IS NOT NULL;
CREATE INDEX rating_project ON rating (project) WHERE project IS NOT NULL;
CREATE INDEX learning_project ON learning (project) WHERE project IS NOT NULL;
CREATE INDEX barrier_project ON barrier (project) WHERE project IS NOT NULL;
CREATE INDEX note_project ON note (project) WHERE project IS NOT NULL;
CREATE INDEX action_project ON action (project) WHERE project IS NOT NULL;
CREATE INDEX evaluation_project ON evaluation (project) WHERE project IS NOT NULL;
CREATE INDEX decision_project_project ON decision_project (project);
CREATE INDEX decision_blocks_blocks ON decision_blocks (blocks);
CREATE INDEX barrier_blocks_blocks ON barrier_blocks (blocks);
CREATE INDEX learning_used_by_used_by ON learning_used_by (used_by);
CREATE INDEX agreement_project_project ON agreement_project (project);
CREATE INDEX agreement_party_party ON agreement_party (party);

-- Full text of every record that has a searched field; rowid is the record's id. It holds the words only, not the
-- texts (the store keeps it in step), folded as mpt_text_fold does, so that "brodrene" finds "Brødrene".
CREATE VIRTUAL TABLE search USING fts5 (text, content = '', tokenize = 'unicode61 remove_diacritics 2');
