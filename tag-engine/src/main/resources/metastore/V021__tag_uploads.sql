-- The uploads of a tag whose rows are whole in the warehouse; upload is a time in milliseconds.
CREATE TABLE tag_uploads (
  tag_key VARCHAR(255) NOT NULL,
  upload BIGINT NOT NULL,
  received INTEGER NOT NULL,
  matched INTEGER NOT NULL,
  uploaded_by VARCHAR(255) NOT NULL,
  PRIMARY KEY (tag_key, upload)
);
