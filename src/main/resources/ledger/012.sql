-- A file that waits for a sure genre, in its place or below reclass.after.unsure-path: it is owed
-- again when its verdict turns sure, or when its album is voted on anew.
ALTER TABLE files ADD COLUMN shelf_unsure INTEGER NOT NULL DEFAULT 0;
CREATE INDEX files_shelf_unsure ON files (id) WHERE shelf_unsure = 1;

-- Who sorted or tagged before reclass.after.only-sure was there is told of it, once.
INSERT INTO choices (option, value, configured)
  SELECT 'only_sure_notice', 'due', '' WHERE EXISTS (SELECT 1 FROM files);
