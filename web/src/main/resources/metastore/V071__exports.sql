-- Exports of audiences, so that one that the end of the server cut off is told. Times are milliseconds since the epoch.
CREATE TABLE exports (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  audience VARCHAR(255) NOT NULL,
  format VARCHAR(20) NOT NULL,
  state VARCHAR(20) NOT NULL,
  total BIGINT NOT NULL,
  done BIGINT NOT NULL,
  personal INTEGER NOT NULL,
  error VARCHAR(2000),
  started_by VARCHAR(255) NOT NULL,
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);
