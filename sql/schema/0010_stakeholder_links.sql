-- That two organisations are one, or are not, is said by a link too.
ALTER TABLE link ADD COLUMN stakeholder TEXT REFERENCES stakeholder (code) ON UPDATE CASCADE;
ALTER TABLE link ADD COLUMN to_stakeholder TEXT REFERENCES stakeholder (code) ON UPDATE CASCADE;
CREATE INDEX link_stakeholder ON link (stakeholder) WHERE stakeholder IS NOT NULL;
CREATE INDEX link_to_stakeholder ON link (to_stakeholder) WHERE to_stakeholder IS NOT NULL;
