-- The events are the log that identities and profiles follow from. `commit_seq` is an event's place
-- in its commit, so that the log can be read in the order it was taken in.
ALTER TABLE events ADD COLUMN IF NOT EXISTS commit_seq UInt32 CODEC(Delta, ZSTD(1)) AFTER commit_no;

-- What the traits do to what is known: set, set_once, increment, append, unset, delete.
ALTER TABLE events ADD COLUMN IF NOT EXISTS trait_operation LowCardinality(String) AFTER traits;
