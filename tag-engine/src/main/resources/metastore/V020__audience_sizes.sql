-- The size of each saved audience when it was last counted.
CREATE TABLE audience_sizes (
  audience_key VARCHAR(255) NOT NULL PRIMARY KEY,
  profiles BIGINT NOT NULL,
  as_of BIGINT NOT NULL
);
