-- Who was erased when, by whom, and how much it was; no personal data. `numbers` are all profile
-- numbers that were theirs, none of which is used again. A row without `done_at` is completed at the
-- next start.
CREATE TABLE IF NOT EXISTS erasures (
  erasure_id String,
  requested_at DateTime64(3, '{{zone}}'),
  said_by String,
  profile_no UInt32,
  numbers Array(UInt32),
  suppress Bool,
  events UInt64,
  identifiers UInt64,
  traits UInt64,
  rejected UInt64,
  done_at Nullable(DateTime64(3, '{{zone}}')),
  version UInt64
) ENGINE = ReplacingMergeTree(version)
ORDER BY erasure_id;

-- How many events of which name and day an erasure took, so that reports of before can be explained.
CREATE TABLE IF NOT EXISTS erased_events (
  erasure_id String,
  event String,
  day Date,
  events UInt64
) ENGINE = ReplacingMergeTree
ORDER BY (erasure_id, event, day);

-- Message ids of erased and of dropped events, as fingerprints: a retry is still a duplicate.
CREATE TABLE IF NOT EXISTS erased_messages (
  fingerprint FixedString(16),
  received_at DateTime64(3, '{{zone}}')
) ENGINE = ReplacingMergeTree
ORDER BY fingerprint
TTL toDateTime(received_at) + INTERVAL 9 DAY;

-- Keyed hashes of identifiers that must not come back.
CREATE TABLE IF NOT EXISTS suppressed_identifiers (
  hash String,
  erasure_id String
) ENGINE = ReplacingMergeTree
ORDER BY hash;

-- How many events were dropped because of them.
CREATE TABLE IF NOT EXISTS suppressed_events (
  erasure_id String,
  day Date,
  events UInt64
) ENGINE = SummingMergeTree
ORDER BY (erasure_id, day);
