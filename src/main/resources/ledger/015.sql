-- Letters that were crossed off without being sent, and why: larger than the broker takes.
CREATE TABLE undeliverable (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  topic   TEXT    NOT NULL,
  payload TEXT    NOT NULL,
  reason  TEXT    NOT NULL
) STRICT;
