-- What was done to people's files, or is about to be: written before a file is touched, kept as the
-- way back. source is the file as it was, target where it stands since (of a tag: the same). before
-- and after are size and SHA-256 of the bytes, NULL where the file itself was renamed. delta makes
-- the bytes before of those after; NULL where both are the same.
CREATE TABLE changes (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  batch  INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  kind   TEXT    NOT NULL CHECK (kind IN ('tag', 'move', 'copy')),
  state  TEXT    NOT NULL CHECK (state IN ('intended', 'prepared', 'done', 'undoing', 'undone')),
  track  INTEGER NOT NULL REFERENCES tracks (key),
  path   BLOB    NOT NULL,
  inode  INTEGER NOT NULL,
  size   INTEGER NOT NULL,
  mtime  INTEGER NOT NULL,
  target BLOB    NOT NULL,
  before TEXT,
  after  TEXT,
  delta  BLOB
) STRICT;
CREATE INDEX changes_open ON changes (id) WHERE state IN ('intended', 'prepared', 'undoing');
CREATE INDEX changes_batch ON changes (batch);
CREATE INDEX changes_at ON changes (at);

-- A file with a new verdict that is still to be tagged, moved or copied.
ALTER TABLE files ADD COLUMN shelf_owed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX files_shelf_owed ON files (id) WHERE shelf_owed = 1;
