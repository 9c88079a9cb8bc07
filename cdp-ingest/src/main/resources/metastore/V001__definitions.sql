-- Every version of every definition; the newest version of a key is the one in force.
CREATE TABLE definitions (
  kind VARCHAR(64) NOT NULL,
  definition_key VARCHAR(200) NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL,
  deleted INTEGER NOT NULL,
  updated_at BIGINT NOT NULL,
  updated_by VARCHAR(200) NOT NULL,
  PRIMARY KEY (kind, definition_key, version)
);
CREATE TABLE settings (
  name VARCHAR(100) NOT NULL PRIMARY KEY,
  content TEXT NOT NULL
);
