-- One row per value of a category tag and per binary digit of a number tag. All rows of one refresh
-- carry the same version and header; only the rows of a tag's newest version count. A value that is
-- gone gets a row without a header.
CREATE TABLE IF NOT EXISTS tag_bitmaps (
  tag String,
  part String,
  header String,
  profiles AggregateFunction(groupBitmap, UInt32),
  version UInt64
) ENGINE = ReplacingMergeTree(version) ORDER BY (tag, part);
