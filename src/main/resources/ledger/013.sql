-- Whether a file's album is tagged as one of several artists. artist and genre hold several values
-- with line ends between them.
ALTER TABLE tags ADD COLUMN compilation INTEGER NOT NULL DEFAULT 0;
