-- What somebody corrected stands beside what was sent; a replay sends the correction.
ALTER TABLE rejected_events ADD COLUMN IF NOT EXISTS fixed String CODEC(ZSTD(3)) AFTER payload;

-- Discarded: not to be taken. The row stays, so that the same thing sent again stays discarded and
-- what it said is gone.
ALTER TABLE rejected_events ADD COLUMN IF NOT EXISTS discarded_at Nullable(DateTime64(3, '{{zone}}')) AFTER replayed_at;

-- Numbers what was quarantined together, in the order it was written: a webhook's place.
ALTER TABLE rejected_events ADD COLUMN IF NOT EXISTS batch UInt64 CODEC(Delta, ZSTD(1)) AFTER discarded_at;

ALTER TABLE rejected_events ADD INDEX IF NOT EXISTS batch_range batch TYPE minmax GRANULARITY 1;
