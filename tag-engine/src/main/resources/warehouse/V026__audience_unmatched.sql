-- The identifiers of uploaded audiences that name nobody yet, by the snapshot that holds the members.
CREATE TABLE IF NOT EXISTS audience_unmatched (
  audience String,
  number UInt32,
  id_type LowCardinality(String),
  id String
) ENGINE = MergeTree ORDER BY (audience, number);
