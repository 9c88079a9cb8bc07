-- What fired: an alert fires once for an hour or a day; delivery is NONE, PENDING, DELIVERED or FAILED.
CREATE TABLE alert_firings (
  firing_id VARCHAR(255) NOT NULL PRIMARY KEY,
  alert_key VARCHAR(255) NOT NULL,
  fired_at BIGINT NOT NULL,
  body TEXT NOT NULL,
  delivery VARCHAR(20) NOT NULL,
  problem TEXT
);
CREATE INDEX alert_firings_by_alert ON alert_firings (alert_key, fired_at);
