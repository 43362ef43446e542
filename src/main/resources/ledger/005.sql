-- What was chosen while the program ran. configured: what the configuration said at that time; the
-- choice holds as long as it still says so.
CREATE TABLE choices (
  option     TEXT PRIMARY KEY,
  value      TEXT NOT NULL,
  configured TEXT NOT NULL
) STRICT;
