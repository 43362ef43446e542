-- Identities that former versions gave to songs: other programs and messages may still name them.
CREATE TABLE former_ids (
  id    TEXT    PRIMARY KEY,
  track INTEGER NOT NULL REFERENCES tracks (key)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_ids_track ON former_ids (track);
