-- What the history shows of each file, in one narrow table that every search, order and filter reads:
-- id is the file's, or minus the track of a verdict that has outlived its files. voted: the verdict's
-- seq in the one row that stands for the song, NULL in its other files. tagged: the folded genres of
-- the file's own tag, each between bars; agrees: whether the shown genre is one of them. reviewed:
-- whether a person gave the genre.
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
  path       BLOB    NOT NULL
) STRICT;
CREATE INDEX listing_track ON listing (track) WHERE track IS NOT NULL;
CREATE INDEX listing_seq ON listing (seq);
CREATE INDEX listing_voted ON listing (voted) WHERE voted IS NOT NULL;
CREATE INDEX listing_title ON listing (title);
CREATE INDEX listing_confidence ON listing (confidence) WHERE voted IS NOT NULL;
CREATE INDEX listing_genre ON listing (genre) WHERE voted IS NOT NULL;
CREATE INDEX listing_stage ON listing (stage) WHERE voted IS NOT NULL;

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

-- The file that stands for a song.
CREATE VIEW song_files AS
  SELECT v.track AS track, v.seq AS seq, (SELECT f.id FROM files f WHERE f.track = v.track
    ORDER BY f.state = 'duplicate', f.seq DESC LIMIT 1) AS file
  FROM verdicts v;

-- Columns as those of listing. song_title, name_key, genre_names, genre_key, search_text and
-- search_words are functions of the program.
CREATE VIEW listed_files AS
  SELECT f.id AS id, f.track AS track, f.state AS state, f.seq AS seq,
    CASE f.id WHEN (SELECT s.file FROM song_files s WHERE s.track = f.track) THEN v.seq END AS voted,
    coalesce(v.shown_genre, '') AS genre, iif(v.person IS NULL, v.confidence, 1.0) AS confidence,
    v.shown_sure AS sure, v.stage AS stage, v.person IS NOT NULL AS reviewed,
    iif(coalesce(g.genre, '') = '' OR v.track IS NULL, NULL,
      instr(genre_names(g.genre), '|' || genre_key(v.shown_genre) || '|') > 0) AS agrees,
    coalesce(g.artist_key, '') AS artist, name_key(g.album) AS album,
    song_title(g.title, CAST(f.path AS TEXT)) AS title, genre_names(g.genre) AS tagged,
    f.path AS path
  FROM files f LEFT JOIN verdicts v ON v.track = f.track LEFT JOIN tags g ON g.file = f.id;
CREATE VIEW listed_verdicts AS
  SELECT -v.track AS id, v.track AS track, 'done' AS state, v.seq AS seq, v.seq AS voted,
    v.shown_genre AS genre, iif(v.person IS NULL, v.confidence, 1.0) AS confidence,
    v.shown_sure AS sure, v.stage AS stage, v.person IS NOT NULL AS reviewed, NULL AS agrees, '' AS artist, '' AS album,
    song_title('', CAST(v.path AS TEXT)) AS title, '' AS tagged, v.path AS path
  FROM verdicts v WHERE NOT EXISTS (SELECT 1 FROM files f WHERE f.track = v.track);

-- Inserting into these runs what is needed after a change: of one file and who stands for its song
-- (either may be NULL), of all that a song has, and of a file's text.
CREATE VIEW relist_file AS SELECT 0 AS id, 0 AS track;
CREATE TRIGGER relist_file_now INSTEAD OF INSERT ON relist_file BEGIN
  DELETE FROM listing WHERE id IN (new.id, -new.track);
  INSERT INTO listing SELECT * FROM listed_files WHERE id = new.id;
  UPDATE listing SET voted = NULL WHERE track = new.track AND voted IS NOT NULL
    AND id <> (SELECT file FROM song_files WHERE track = new.track);
  UPDATE listing SET voted = (SELECT seq FROM verdicts WHERE track = new.track)
    WHERE id = (SELECT file FROM song_files WHERE track = new.track);
  INSERT INTO listing SELECT * FROM listed_verdicts WHERE track = new.track;
END;
CREATE VIEW relist_song AS SELECT 0 AS track;
CREATE TRIGGER relist_song_now INSTEAD OF INSERT ON relist_song BEGIN
  DELETE FROM listing WHERE track = new.track;
  INSERT INTO listing SELECT * FROM listed_files WHERE track = new.track;
  INSERT INTO listing SELECT * FROM listed_verdicts WHERE track = new.track;
END;
CREATE VIEW reindex_file AS SELECT 0 AS id;
CREATE TRIGGER reindex_file_now INSTEAD OF INSERT ON reindex_file BEGIN
  DELETE FROM listing_text WHERE id = new.id;
  INSERT INTO listing_text
    SELECT f.id, search_text(g.title, g.artist, g.album, CAST(f.path AS TEXT))
    FROM files f LEFT JOIN tags g ON g.file = f.id WHERE f.id = new.id;
END;
CREATE TRIGGER listing_text_indexed AFTER INSERT ON listing_text BEGIN
  INSERT INTO song_parts (rowid, text) VALUES (new.id, new.text);
  INSERT INTO song_words (rowid, text) VALUES (new.id, search_words(new.text));
END;
CREATE TRIGGER listing_text_unindexed AFTER DELETE ON listing_text BEGIN
  DELETE FROM song_parts WHERE rowid = old.id;
  DELETE FROM song_words WHERE rowid = old.id;
END;

CREATE TRIGGER files_listed AFTER INSERT ON files BEGIN
  INSERT INTO relist_file VALUES (new.id, new.track);
  INSERT INTO reindex_file VALUES (new.id);
END;
CREATE TRIGGER files_unlisted AFTER DELETE ON files BEGIN
  INSERT INTO relist_file VALUES (old.id, old.track);
  DELETE FROM listing_text WHERE id = old.id;
END;
CREATE TRIGGER files_relisted AFTER UPDATE OF path, state, seq, track ON files
  WHEN new.path <> old.path OR new.state <> old.state OR new.seq <> old.seq
    OR new.track IS NOT old.track BEGIN
  INSERT INTO relist_file VALUES (new.id, new.track);
  INSERT INTO relist_file SELECT NULL, old.track WHERE new.track IS NOT old.track;
END;
CREATE TRIGGER files_renamed AFTER UPDATE OF path ON files WHEN new.path <> old.path BEGIN
  INSERT INTO reindex_file VALUES (new.id);
END;
CREATE TRIGGER tags_listed AFTER INSERT ON tags BEGIN
  INSERT INTO relist_file VALUES (new.file, NULL);
  INSERT INTO reindex_file VALUES (new.file);
END;
CREATE TRIGGER tags_relisted AFTER UPDATE ON tags BEGIN
  INSERT INTO relist_file VALUES (new.file, NULL);
  INSERT INTO reindex_file VALUES (new.file);
END;
CREATE TRIGGER tags_unlisted AFTER DELETE ON tags BEGIN
  INSERT INTO relist_file VALUES (old.file, NULL);
  INSERT INTO reindex_file VALUES (old.file);
END;
CREATE TRIGGER verdicts_listed AFTER INSERT ON verdicts BEGIN
  INSERT INTO relist_song VALUES (new.track);
END;
CREATE TRIGGER verdicts_unlisted AFTER DELETE ON verdicts BEGIN
  INSERT INTO relist_song VALUES (old.track);
END;
CREATE TRIGGER verdicts_relisted AFTER UPDATE ON verdicts BEGIN
  INSERT INTO relist_song VALUES (new.track);
  INSERT INTO relist_song SELECT old.track WHERE new.track <> old.track;
END;

-- What was there before is listed by the running program, the newest first: files up to file, then
-- verdicts up to track. No row: all are listed.
CREATE TABLE listing_rest (file INTEGER NOT NULL, track INTEGER NOT NULL) STRICT;
INSERT INTO listing_rest
  SELECT coalesce((SELECT max(id) FROM files), 0), coalesce((SELECT max(track) FROM verdicts), 0)
  WHERE EXISTS (SELECT 1 FROM files) OR EXISTS (SELECT 1 FROM verdicts);
