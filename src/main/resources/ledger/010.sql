-- A try that a failure of the machine broke off (engine, memory, a bug) is repeated: failures counts
-- such tries in a row, not_before is the earliest time of the next one. failed_stage: the stage
-- without which the song got its verdict, because the stage failed; it is heard again later.
ALTER TABLE files ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN not_before INTEGER NOT NULL DEFAULT 0;
ALTER TABLE files ADD COLUMN failed_stage TEXT NOT NULL DEFAULT '';
CREATE INDEX files_failed_stage ON files (id) WHERE failed_stage <> '';

-- Failures used to be stored as abstentions. They are forgotten, and their songs are heard again.
UPDATE files SET failed_stage = (
    SELECT m.stage FROM stage_results r JOIN models m ON m.id = r.model
    WHERE r.track = files.track AND r.reason LIKE 'its network failed:%' LIMIT 1)
  WHERE state IN ('done', 'failed') AND track IN (
    SELECT track FROM stage_results WHERE reason LIKE 'its network failed:%');
DELETE FROM stage_results WHERE reason LIKE 'its network failed:%';
UPDATE files SET retry_on_sight = 1 WHERE state = 'failed'
  AND reason LIKE 'an error in the program: java.lang.OutOfMemoryError%';
