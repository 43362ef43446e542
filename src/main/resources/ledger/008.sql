-- What a file's own tags say; '' and NULL: nothing. *_key: folded, to look songs up by. album_key:
-- a hash of the folder it was heard in, the album and the album's artist; NULL: of no album.
CREATE TABLE tags (
  file         INTEGER PRIMARY KEY REFERENCES files (id) ON DELETE CASCADE,
  title        TEXT NOT NULL,
  artist       TEXT NOT NULL,
  album        TEXT NOT NULL,
  album_artist TEXT NOT NULL,
  genre        TEXT NOT NULL,
  year         INTEGER,
  title_key    TEXT NOT NULL,
  artist_key   TEXT NOT NULL,
  album_key    BLOB
) STRICT;
CREATE INDEX tags_artist ON tags (artist_key, title_key);
CREATE INDEX tags_title ON tags (title_key);
CREATE INDEX tags_album ON tags (album_key) WHERE album_key IS NOT NULL;
