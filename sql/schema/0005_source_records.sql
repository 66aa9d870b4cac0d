-- What comes from other systems: which map took it in, how the same is known again, who leads a project, and how a record
-- is found by the id it has elsewhere.

ALTER TABLE source_record ADD COLUMN map TEXT;
ALTER TABLE source_record ADD COLUMN fingerprint TEXT;

ALTER TABLE project ADD COLUMN manager TEXT;
ALTER TABLE project ADD COLUMN manager_gender TEXT CHECK (manager_gender IN ('female', 'male', 'other'));

-- Ids elsewhere, one a line: a record with one of them is found at once, those with several are few.
CREATE INDEX project_outside_id ON project (outside_id) WHERE outside_id IS NOT NULL;
CREATE INDEX stakeholder_outside_id ON stakeholder (outside_id) WHERE outside_id IS NOT NULL;
CREATE INDEX programme_outside_id ON programme (outside_id) WHERE outside_id IS NOT NULL;
CREATE INDEX project_outside_ids ON project (outside_id) WHERE instr(outside_id, char(10)) > 0;
CREATE INDEX stakeholder_outside_ids ON stakeholder (outside_id) WHERE instr(outside_id, char(10)) > 0;
CREATE INDEX programme_outside_ids ON programme (outside_id) WHERE instr(outside_id, char(10)) > 0;
