-- Files that may have killed or hung the program are tried with nothing else in progress. There are
-- hardly ever any, so that looking for them at each claim costs nothing.
CREATE INDEX files_suspect ON files (id) WHERE crashes > 0;
