-- Values that people uploaded, under the profile each identifier named then; rows count when the
-- metastore knows their upload.
CREATE TABLE IF NOT EXISTS tag_uploads (
  tag String,
  upload UInt64,
  profile_no UInt32,
  value String
) ENGINE = MergeTree ORDER BY (tag, upload, profile_no);
