-- Every decision with the probability it was taken with. Equal blocks are dropped, so a batch may be sent again.
CREATE TABLE IF NOT EXISTS decisions (
  decision_id String,
  time DateTime64(3, '{{zone}}'),
  placement LowCardinality(String),
  profile_no UInt32,
  offers Array(String),
  scores Array(Float64),
  propensities Array(Float64),
  policy_version String,
  assignments Map(String, String),
  fallback Bool,
  reason String,
  identifiers Map(String, String),
  INDEX decision_id decision_id TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = MergeTree
PARTITION BY toYYYYMM(time)
ORDER BY (placement, time)
SETTINGS non_replicated_deduplication_window = 1000;
