-- A file of the library stays one, whatever it is heard for: its origin tells the last reason only.
ALTER TABLE files ADD COLUMN library INTEGER NOT NULL DEFAULT 0;
UPDATE files SET library = 1 WHERE origin = 'library';

-- The genre that a file was tagged or sorted by; the other songs of its album follow it.
ALTER TABLE changes ADD COLUMN genre TEXT;
CREATE INDEX changes_track ON changes (track);
