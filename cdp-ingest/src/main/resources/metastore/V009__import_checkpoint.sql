-- The row up to which an import has nothing to write again after a restart.
ALTER TABLE jobs ADD COLUMN rows_durable BIGINT NOT NULL DEFAULT 0;
