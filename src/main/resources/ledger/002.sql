-- The stage that a queued file waits for, by name; '' where it has not been heard by any.
ALTER TABLE files ADD COLUMN waits_for TEXT NOT NULL DEFAULT '';
CREATE INDEX files_waiting ON files (waits_for, origin <> 'inbox', crashes, seq)
  WHERE state = 'queued';
