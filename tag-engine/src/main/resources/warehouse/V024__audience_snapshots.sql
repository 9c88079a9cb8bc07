-- Who was in an audience at a moment, by the numbers profiles had then. A deleted audience takes its
-- snapshots along.
CREATE TABLE IF NOT EXISTS audience_snapshots (
  audience String,
  number UInt32,
  taken_at DateTime64(3, 'UTC'),
  taken_by String,
  origin String,
  size UInt64,
  members AggregateFunction(groupBitmap, UInt32)
) ENGINE = ReplacingMergeTree ORDER BY (audience, number);
