-- What a stage analysed, as JSON, where that is not simply the part that its model's card names.
ALTER TABLE stage_results ADD COLUMN part TEXT;

-- Songs that failed because the middle is silent, or because their channels cancel each other, are
-- analysed again: another part or one channel is taken now. As what a re-vote owes, so that all
-- others come first.
UPDATE files
  SET state = 'queued', origin = 'revote', attempts = 0, crashes = 0, reason = NULL, mend = NULL
  WHERE state = 'failed' AND reason LIKE '%the part it listens to is digital silence%';
