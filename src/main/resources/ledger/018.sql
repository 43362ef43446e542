-- What the history shows of each file, in one narrow table that every search, order and filter reads:
-- id is the file's, or minus the track of a verdict that has outlived its files. voted: the verdict's
-- seq in the one row that stands for the song, NULL in its other files. tagged: the folded genres of
-- the file's own tag, each between bars; agrees: whether the shown genre is one of them. reviewed:
-- whether a person gave the genre. album_key: as in tags. The running program fills it, because it folds the texts;
-- triggers only note what has to be listed anew.
CREATE TABLE listing (
  id         INTEGER PRIMARY KEY,
  track      INTEGER,
  state      TEXT    NOT NULL,
  seq        INTEGER NOT NULL,
  voted      INTEGER,
  genre      TEXT    NOT NULL,
  confidence REAL,
  sure       INTEGER,
  stage      INTEGER,
  reviewed   INTEGER,
  agrees     INTEGER,
  artist     TEXT    NOT NULL,
  album      TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  tagged     TEXT    NOT NULL,
  path       BLOB    NOT NULL,
  album_key  BLOB
) STRICT;
CREATE INDEX listing_track ON listing (track) WHERE track IS NOT NULL;
CREATE INDEX listing_seq ON listing (seq);
CREATE INDEX listing_voted ON listing (voted) WHERE voted IS NOT NULL;
CREATE INDEX listing_title ON listing (title);
CREATE INDEX listing_confidence ON listing (confidence) WHERE voted IS NOT NULL;
CREATE INDEX listing_genre ON listing (genre) WHERE voted IS NOT NULL;
CREATE INDEX listing_stage ON listing (stage) WHERE voted IS NOT NULL;
CREATE INDEX listing_albums ON listing (album, album_key, genre, artist, voted)
  WHERE voted IS NOT NULL AND album_key IS NOT NULL;
CREATE INDEX listing_artists ON listing (artist, genre, voted)
  WHERE voted IS NOT NULL AND artist <> '';

-- The genres that people gave.
CREATE INDEX verdicts_person ON verdicts (person) WHERE person IS NOT NULL;

-- Title, artist, album and path of a file, folded, with indexes of parts of three letters or more and
-- of beginnings of words.
CREATE TABLE listing_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
DROP TRIGGER files_found;
DROP TRIGGER files_lost;
DROP TRIGGER files_renamed;
DROP TABLE file_words;
CREATE VIRTUAL TABLE song_parts USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1');
CREATE VIRTUAL TABLE song_words USING fts5 (
  text, content = '', contentless_delete = 1, detail = 'full', prefix = '1 2',
  tokenize = 'unicode61 remove_diacritics 0');

-- Files to be listed anew, and songs as minus their track; the last ones noted are listed first.
-- Deleted and inserted again, because a trigger takes over the conflict clause of what fires it.
CREATE TABLE listing_due (seq INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE) STRICT;
INSERT INTO listing_due (id) SELECT -track FROM verdicts ORDER BY track;
INSERT INTO listing_due (id) SELECT id FROM files ORDER BY id;
CREATE TRIGGER files_listed AFTER INSERT ON files BEGIN
  DELETE FROM listing_due WHERE id = new.id;
  INSERT INTO listing_due (id) VALUES (new.id);
END;
CREATE TRIGGER files_unlisted AFTER DELETE ON files BEGIN
  DELETE FROM listing_due WHERE id = old.id;
  INSERT INTO listing_due (id) VALUES (old.id);
END;
CREATE TRIGGER files_relisted AFTER UPDATE OF path, state, seq, track ON files
  WHEN new.path <> old.path OR new.state <> old.state OR new.seq <> old.seq
    OR new.track IS NOT old.track BEGIN
  DELETE FROM listing_due WHERE id = new.id;
  INSERT INTO listing_due (id) VALUES (new.id);
END;
CREATE TRIGGER tags_listed AFTER INSERT ON tags BEGIN
  DELETE FROM listing_due WHERE id = new.file;
  INSERT INTO listing_due (id) VALUES (new.file);
END;
CREATE TRIGGER tags_relisted AFTER UPDATE ON tags BEGIN
  DELETE FROM listing_due WHERE id = new.file;
  INSERT INTO listing_due (id) VALUES (new.file);
END;
CREATE TRIGGER tags_unlisted AFTER DELETE ON tags BEGIN
  DELETE FROM listing_due WHERE id = old.file;
  INSERT INTO listing_due (id) VALUES (old.file);
END;
CREATE TRIGGER verdicts_listed AFTER INSERT ON verdicts BEGIN
  DELETE FROM listing_due WHERE id = -new.track;
  INSERT INTO listing_due (id) VALUES (-new.track);
END;
CREATE TRIGGER verdicts_unlisted AFTER DELETE ON verdicts BEGIN
  DELETE FROM listing_due WHERE id = -old.track;
  INSERT INTO listing_due (id) VALUES (-old.track);
END;
CREATE TRIGGER verdicts_relisted AFTER UPDATE ON verdicts BEGIN
  DELETE FROM listing_due WHERE id = -new.track;
  INSERT INTO listing_due (id) VALUES (-new.track);
END;
