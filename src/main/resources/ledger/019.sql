-- The listing answers what these indexes were for.
DROP INDEX verdicts_genre;
DROP INDEX verdicts_sure;
DROP INDEX verdicts_stage;

-- Has a row only within a transaction that replaces many verdicts and counts and notes all of them at
-- its end, which takes a fraction of what these triggers take for each.
CREATE TABLE revising (id INTEGER PRIMARY KEY) STRICT;
DROP TRIGGER verdicts_recounted;
CREATE TRIGGER verdicts_recounted AFTER UPDATE ON verdicts
  WHEN NOT EXISTS (SELECT 1 FROM revising) BEGIN
  UPDATE totals SET count = count - 1 WHERE (kind, value) IN (VALUES ('genre', old.shown_genre),
    ('sure', old.shown_sure), ('stage', old.stage), ('bin', old.bin));
  INSERT INTO totals VALUES ('genre', new.shown_genre, 1), ('sure', new.shown_sure, 1),
    ('stage', new.stage, 1), ('bin', new.bin, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
DROP TRIGGER verdicts_relisted;
CREATE TRIGGER verdicts_relisted AFTER UPDATE ON verdicts
  WHEN NOT EXISTS (SELECT 1 FROM revising) BEGIN
  DELETE FROM listing_due WHERE id = -new.track;
  INSERT INTO listing_due (id) VALUES (-new.track);
END;
