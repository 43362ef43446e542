-- What a stage's network says of a song besides its genre, as JSON. A re-vote reads it here, so that
-- it needs no embedding; results from before have none until their songs are analysed again.
ALTER TABLE stage_results ADD COLUMN tags TEXT;

-- The tags of the current verdicts, to find songs by.
CREATE TABLE verdict_tags (
  tag   TEXT    NOT NULL COLLATE NOCASE,
  track INTEGER NOT NULL REFERENCES verdicts (track) ON DELETE CASCADE ON UPDATE CASCADE,
  PRIMARY KEY (tag, track)
) STRICT, WITHOUT ROWID;
CREATE INDEX verdict_tags_track ON verdict_tags (track);
