-- How often the members of an audience are kept by themselves; every is HOURLY or DAILY.
CREATE TABLE snapshot_schedules (
  audience_key VARCHAR(255) NOT NULL PRIMARY KEY,
  every VARCHAR(20) NOT NULL,
  changed_by VARCHAR(255) NOT NULL,
  changed_at BIGINT NOT NULL
);
