-- Keys are random and long, so a plain SHA-256 of them is safe to keep. Times are milliseconds since the epoch.
CREATE TABLE api_keys (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  role VARCHAR(20) NOT NULL,
  hash VARCHAR(64) NOT NULL UNIQUE,
  hint VARCHAR(16) NOT NULL,
  created_at BIGINT NOT NULL,
  created_by VARCHAR(200) NOT NULL
);

CREATE TABLE sessions (
  hash VARCHAR(64) NOT NULL PRIMARY KEY,
  key_id VARCHAR(36) NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE audit (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  principal VARCHAR(200) NOT NULL,
  method VARCHAR(10) NOT NULL,
  path VARCHAR(500) NOT NULL,
  status INTEGER NOT NULL
);

CREATE INDEX audit_at ON audit (at);
