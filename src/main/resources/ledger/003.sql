-- A person's genre holds, and the vote's stays beside it. shown_*: what the views show.
ALTER TABLE verdicts ADD COLUMN person TEXT;
ALTER TABLE verdicts ADD COLUMN person_at INTEGER;
ALTER TABLE verdicts ADD COLUMN shown_genre TEXT
  GENERATED ALWAYS AS (coalesce(person, genre)) VIRTUAL;
ALTER TABLE verdicts ADD COLUMN shown_sure INTEGER
  GENERATED ALWAYS AS (person IS NOT NULL OR sure) VIRTUAL;
DROP INDEX verdicts_genre;
DROP INDEX verdicts_sure;
CREATE INDEX verdicts_genre ON verdicts (shown_genre, seq);
CREATE INDEX verdicts_sure ON verdicts (shown_sure, seq);

-- What a person waits for comes first: new songs, then retries, the library, what a re-vote owes.
DROP INDEX files_queue;
CREATE INDEX files_queue ON files (
  CASE origin WHEN 'inbox' THEN 0 WHEN 'retry' THEN 1 WHEN 'library' THEN 2 ELSE 3 END, crashes, seq)
  WHERE state = 'queued';
DROP INDEX files_waiting;
CREATE INDEX files_waiting ON files (
  waits_for,
  CASE origin WHEN 'inbox' THEN 0 WHEN 'retry' THEN 1 WHEN 'library' THEN 2 ELSE 3 END, crashes, seq)
  WHERE state = 'queued';

-- What became of files that are told of together. open: more may be added to it right now.
CREATE TABLE batches (
  origin     TEXT    PRIMARY KEY,
  open       INTEGER NOT NULL DEFAULT 0,
  done       INTEGER NOT NULL DEFAULT 0,
  changed    INTEGER NOT NULL DEFAULT 0,
  unsure     INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0,
  failed     INTEGER NOT NULL DEFAULT 0
) STRICT;
