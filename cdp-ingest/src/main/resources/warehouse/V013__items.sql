-- What events speak of and is no person, such as products. One row per item, rewritten whole; of two sayings the
-- later one holds. Learned properties are added as computed columns `i_…`, which take no space.
CREATE TABLE IF NOT EXISTS items (
  item_type LowCardinality(String),
  item_id String,
  properties Map(LowCardinality(String), String),
  updated_at DateTime64(3, '{{zone}}'),
  deleted UInt8
) ENGINE = ReplacingMergeTree(updated_at, deleted)
ORDER BY (item_type, item_id);
