-- One row per event. `profile_no` stays as written; reads apply `profile_override` to it.
-- `commit_no` numbers the group commits in the order they were written.
-- Learned properties are added as columns `p_…`; what no column was made for is kept in `overflow`.
CREATE TABLE IF NOT EXISTS events (
  message_id String CODEC(ZSTD(1)),
  kind LowCardinality(String),
  event LowCardinality(String),
  profile_no UInt32,
  time DateTime64(3, '{{zone}}') CODEC(Delta, ZSTD(1)),
  received_at DateTime64(3, '{{zone}}') CODEC(Delta, ZSTD(1)),
  identifiers Map(LowCardinality(String), String),
  context Map(LowCardinality(String), String),
  traits String CODEC(ZSTD(1)),
  source LowCardinality(String),
  instant Bool,
  overflow Map(LowCardinality(String), String),
  commit_no UInt64 CODEC(Delta, ZSTD(1)),
  INDEX profile_bloom profile_no TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX message_bloom message_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX commit_range commit_no TYPE minmax GRANULARITY 1,
  INDEX received_range received_at TYPE minmax GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMM(time)
ORDER BY (event, toDate(time), profile_no, time);

-- Which properties each event was seen with; an event without any has one row with ''.
CREATE TABLE IF NOT EXISTS event_properties (
  event String,
  property String
) ENGINE = ReplacingMergeTree
ORDER BY (event, property);

-- One row per profile, rewritten whole; learned traits are added as columns `t_…`.
-- `trait_times` holds when each trait was said, in epoch milliseconds. Small granules, because
-- ingest reads single rows.
CREATE TABLE IF NOT EXISTS profiles (
  profile_no UInt32,
  first_seen DateTime64(3, '{{zone}}'),
  last_seen DateTime64(3, '{{zone}}'),
  trait_times Map(LowCardinality(String), Int64),
  version UInt64,
  deleted UInt8
) ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY profile_no
SETTINGS index_granularity = 1024;

-- Up to which commit `profiles` holds what `events` holds.
CREATE TABLE IF NOT EXISTS profile_progress (
  name LowCardinality(String),
  commit_no UInt64
) ENGINE = ReplacingMergeTree(commit_no)
ORDER BY name;

-- The profile an identifier was first linked to.
CREATE TABLE IF NOT EXISTS identifiers (
  type LowCardinality(String),
  value String,
  profile_no UInt32,
  linked_at DateTime64(3, '{{zone}}'),
  message_id String,
  version UInt64,
  INDEX profile_bloom profile_no TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version)
ORDER BY (type, value);

-- Loser to winner, transitively final: no winner is itself a loser.
CREATE TABLE IF NOT EXISTS profile_overrides (
  loser UInt32,
  winner UInt32,
  version UInt64
) ENGINE = ReplacingMergeTree(version)
ORDER BY loser;

CREATE DICTIONARY IF NOT EXISTS profile_override (
  loser UInt32,
  winner UInt32
)
PRIMARY KEY loser
SOURCE(CLICKHOUSE(QUERY 'SELECT loser, argMax(winner, version) AS winner FROM {{database}}.profile_overrides GROUP BY loser'))
LAYOUT(HASHED())
LIFETIME(0);

-- The ledger: every merge made or refused, and why. The id follows from the cause, so that a
-- repeated write is no second merge.
CREATE TABLE IF NOT EXISTS merges (
  merge_id String,
  at DateTime64(3, '{{zone}}'),
  kind LowCardinality(String),
  loser UInt32,
  winner UInt32,
  cause String,
  message_id String,
  identifiers Map(LowCardinality(String), String)
) ENGINE = ReplacingMergeTree
ORDER BY merge_id;

-- What could not be taken, with the reasons. A row per rejection; a replay writes it again with
-- `replayed_at`. `part` is the property that was left out, or '' when the whole event was.
CREATE TABLE IF NOT EXISTS rejected_events (
  rejection_id String,
  received_at DateTime64(3, '{{zone}}'),
  source LowCardinality(String),
  message_id String,
  part String,
  reasons Array(String),
  payload String CODEC(ZSTD(3)),
  replayed_at Nullable(DateTime64(3, '{{zone}}')),
  version UInt64
) ENGINE = ReplacingMergeTree(version)
ORDER BY rejection_id;
