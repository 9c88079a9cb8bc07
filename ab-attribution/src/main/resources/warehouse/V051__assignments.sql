-- First assignments by the profile number they were made for; reads apply merges and take the oldest.
CREATE TABLE IF NOT EXISTS assignments (
  experiment LowCardinality(String),
  profile_no UInt32,
  variant LowCardinality(String),
  assigned_at DateTime64(3, '{{zone}}')
) ENGINE = MergeTree
ORDER BY (experiment, profile_no)
SETTINGS non_replicated_deduplication_window = 1000;
