-- What is known and what is owed. Times and mtimes are nanoseconds since 1970.
PRAGMA application_id = 1380279148; -- 'REcl'

-- A song by its identity, whatever its files are called.
CREATE TABLE tracks (
  key         INTEGER PRIMARY KEY,
  id          TEXT    NOT NULL UNIQUE,
  seconds     REAL    NOT NULL,
  codec       TEXT    NOT NULL,
  sample_rate INTEGER NOT NULL,
  channels    INTEGER NOT NULL,
  first_seen  INTEGER NOT NULL
) STRICT;

-- A path, and how far it has come. seq is that of the last news about it: the order of the queue,
-- and of the history. previous_* is what a changed file was before it changed.
CREATE TABLE files (
  id             INTEGER PRIMARY KEY,
  path           BLOB    NOT NULL UNIQUE,
  inode          INTEGER NOT NULL,
  size           INTEGER NOT NULL,
  mtime          INTEGER NOT NULL,
  origin         TEXT    NOT NULL,
  state          TEXT    NOT NULL CHECK (state IN ('queued', 'working', 'done', 'duplicate', 'failed')),
  seq            INTEGER NOT NULL,
  at             INTEGER NOT NULL,
  attempts       INTEGER NOT NULL DEFAULT 0,
  crashes        INTEGER NOT NULL DEFAULT 0,
  track          INTEGER REFERENCES tracks (key),
  previous_track INTEGER REFERENCES tracks (key),
  previous_state TEXT,
  reason         TEXT,
  mend           TEXT,
  retry_on_sight INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX files_queue ON files (origin <> 'inbox', crashes, seq) WHERE state = 'queued';
CREATE INDEX files_state ON files (state, seq);
CREATE INDEX files_seq ON files (seq);
CREATE INDEX files_track ON files (track);
CREATE INDEX files_previous ON files (previous_track) WHERE previous_track IS NOT NULL;

-- A model as it was when it spoke: 100,000 results need not repeat its hashes and genres.
-- An abstention has no genres.
CREATE TABLE models (
  id      INTEGER PRIMARY KEY,
  stage   TEXT NOT NULL,
  name    TEXT NOT NULL,
  encoder TEXT NOT NULL,
  head    TEXT NOT NULL,
  genres  TEXT NOT NULL,
  UNIQUE (stage, name, encoder, head, genres)
) STRICT;

-- scores: float64 each, embedding: float32 each, little-endian. reason: why it abstained.
CREATE TABLE stage_results (
  id        INTEGER PRIMARY KEY,
  track     INTEGER NOT NULL REFERENCES tracks (key),
  model     INTEGER NOT NULL REFERENCES models (id),
  scores    BLOB,
  embedding BLOB,
  reason    TEXT,
  ms        INTEGER NOT NULL,
  UNIQUE (track, model),
  CHECK ((scores IS NULL) <> (reason IS NULL))
) STRICT;

-- The current verdict of a track. path is the file that was heard; genres and votes are JSON.
CREATE TABLE verdicts (
  track      INTEGER PRIMARY KEY REFERENCES tracks (key),
  seq        INTEGER NOT NULL,
  at         INTEGER NOT NULL,
  path       BLOB    NOT NULL,
  origin     TEXT    NOT NULL,
  genre      TEXT    NOT NULL,
  confidence REAL    NOT NULL,
  sure       INTEGER NOT NULL,
  stage      INTEGER NOT NULL,
  rule       TEXT    NOT NULL,
  genres     TEXT    NOT NULL,
  votes      TEXT    NOT NULL,
  decode_ms  INTEGER NOT NULL,
  total_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX verdicts_seq ON verdicts (seq);
CREATE INDEX verdicts_genre ON verdicts (genre, seq);
CREATE INDEX verdicts_sure ON verdicts (sure, seq);
CREATE INDEX verdicts_stage ON verdicts (stage, seq);

-- Letters owed to the world, in order; a row goes when the broker has acknowledged it.
CREATE TABLE outbox (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  topic    TEXT    NOT NULL,
  payload  TEXT    NOT NULL,
  retained INTEGER NOT NULL
) STRICT;
