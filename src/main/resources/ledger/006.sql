-- Files of a folder that is away are parked: they keep their place, and nobody takes them. early:
-- heard before others of their origin, as the sample that foretells them.
ALTER TABLE files ADD COLUMN parked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN early INTEGER NOT NULL DEFAULT 0;
DROP INDEX files_queue;
CREATE INDEX files_queue ON files (
  CASE origin WHEN 'inbox' THEN 0 WHEN 'retry' THEN 1 WHEN 'library' THEN 2 ELSE 3 END,
  crashes, early DESC, seq)
  WHERE state = 'queued' AND parked = 0;
DROP INDEX files_waiting;
CREATE INDEX files_waiting ON files (
  waits_for,
  CASE origin WHEN 'inbox' THEN 0 WHEN 'retry' THEN 1 WHEN 'library' THEN 2 ELSE 3 END,
  crashes, early DESC, seq)
  WHERE state = 'queued' AND parked = 0;
CREATE INDEX files_parked ON files (path) WHERE parked = 1;
CREATE INDEX files_early ON files (id) WHERE early = 1;
