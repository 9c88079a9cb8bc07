-- Uploads keep whom they name, so that who comes later has the value too. A row without an
-- identifier is an older one and has the profile it named then; `place` is its order in the upload.
ALTER TABLE tag_uploads ADD COLUMN IF NOT EXISTS id_type LowCardinality(String);

ALTER TABLE tag_uploads ADD COLUMN IF NOT EXISTS id String;

ALTER TABLE tag_uploads ADD COLUMN IF NOT EXISTS place UInt32;
