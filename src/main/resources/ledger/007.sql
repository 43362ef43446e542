-- Parts of paths, to search files by. Letters that are no UTF-8 are found by what is around them.
CREATE VIRTUAL TABLE file_words USING fts5 (
  path, content = '', contentless_delete = 1, tokenize = 'trigram', detail = 'full');
INSERT INTO file_words (rowid, path) SELECT id, CAST(path AS TEXT) FROM files;
CREATE TRIGGER files_found AFTER INSERT ON files BEGIN
  INSERT INTO file_words (rowid, path) VALUES (new.id, CAST(new.path AS TEXT));
END;
CREATE TRIGGER files_lost AFTER DELETE ON files BEGIN
  DELETE FROM file_words WHERE rowid = old.id;
END;
CREATE TRIGGER files_renamed AFTER UPDATE OF path ON files WHEN new.path <> old.path BEGIN
  DELETE FROM file_words WHERE rowid = old.id;
  INSERT INTO file_words (rowid, path) VALUES (new.id, CAST(new.path AS TEXT));
END;

-- For charts: the confidence of the vote in twenty bins, and when songs were heard.
ALTER TABLE verdicts ADD COLUMN bin INTEGER
  GENERATED ALWAYS AS (max(0, min(19, CAST(confidence * 20 AS INTEGER)))) VIRTUAL;
CREATE INDEX verdicts_at ON verdicts (at, origin);

-- How many there are of what, kept up by triggers: counting 100,000 rows takes too long for a page.
CREATE TABLE totals (
  kind  TEXT    NOT NULL,
  value ANY     NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
INSERT INTO totals SELECT 'state', state, count(*) FROM files GROUP BY state;
INSERT INTO totals SELECT 'genre', shown_genre, count(*) FROM verdicts GROUP BY shown_genre;
INSERT INTO totals SELECT 'sure', shown_sure, count(*) FROM verdicts GROUP BY shown_sure;
INSERT INTO totals SELECT 'stage', stage, count(*) FROM verdicts GROUP BY stage;
INSERT INTO totals SELECT 'bin', bin, count(*) FROM verdicts GROUP BY bin;

CREATE TRIGGER files_counted AFTER INSERT ON files BEGIN
  INSERT INTO totals VALUES ('state', new.state, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER files_uncounted AFTER DELETE ON files BEGIN
  UPDATE totals SET count = count - 1 WHERE kind = 'state' AND value = old.state;
END;
CREATE TRIGGER files_recounted AFTER UPDATE OF state ON files WHEN new.state <> old.state BEGIN
  UPDATE totals SET count = count - 1 WHERE kind = 'state' AND value = old.state;
  INSERT INTO totals VALUES ('state', new.state, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER verdicts_counted AFTER INSERT ON verdicts BEGIN
  INSERT INTO totals VALUES ('genre', new.shown_genre, 1), ('sure', new.shown_sure, 1),
    ('stage', new.stage, 1), ('bin', new.bin, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER verdicts_uncounted AFTER DELETE ON verdicts BEGIN
  UPDATE totals SET count = count - 1 WHERE (kind, value) IN (VALUES ('genre', old.shown_genre),
    ('sure', old.shown_sure), ('stage', old.stage), ('bin', old.bin));
END;
CREATE TRIGGER verdicts_recounted AFTER UPDATE ON verdicts BEGIN
  UPDATE totals SET count = count - 1 WHERE (kind, value) IN (VALUES ('genre', old.shown_genre),
    ('sure', old.shown_sure), ('stage', old.stage), ('bin', old.bin));
  INSERT INTO totals VALUES ('genre', new.shown_genre, 1), ('sure', new.shown_sure, 1),
    ('stage', new.stage, 1), ('bin', new.bin, 1) ON CONFLICT DO UPDATE SET count = count + 1;
END;
