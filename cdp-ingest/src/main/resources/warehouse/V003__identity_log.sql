-- The ledger: every merge made, refused or taken back, and why. The id follows from what was
-- decided, so that the same decision is one entry; the earliest stays. `precedence` is higher for
-- an earlier commit. The leaves are the numbers that the identifiers are linked to; merges are the
-- edges of a forest over them.
CREATE TABLE IF NOT EXISTS ledger (
  entry_id String,
  commit_no UInt64,
  place UInt64,
  at DateTime64(3, '{{zone}}'),
  kind LowCardinality(String),
  reason LowCardinality(String),
  limited LowCardinality(String),
  allowed UInt32,
  loser UInt32,
  winner UInt32,
  loser_leaf UInt32,
  winner_leaf UInt32,
  cause_type LowCardinality(String),
  cause_value String,
  message_id String,
  identifier_types Array(LowCardinality(String)),
  identifier_values Array(String),
  said_by String,
  note String,
  precedence UInt64,
  INDEX loser_bloom loser_leaf TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX winner_bloom winner_leaf TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplacingMergeTree(precedence)
ORDER BY entry_id;

INSERT INTO ledger SELECT merge_id, 0, 0, at, kind, if(kind = 'merge', 'same_event', 'limit'),
  if(kind = 'merge', '', 'user_id'), if(kind = 'merge', 0, 1), loser, winner, loser, winner,
  mapKeys(identifiers)[-1], mapValues(identifiers)[-1], message_id, mapKeys(identifiers),
  mapValues(identifiers), '', '', 9223372036854775807
FROM merges FINAL;

-- What people decided about identities, at its place in the log of events: rules from then on,
-- merges taken back, persons erased.
CREATE TABLE IF NOT EXISTS identity_actions (
  commit_no UInt64,
  at DateTime64(3, '{{zone}}'),
  kind LowCardinality(String),
  subject String,
  numbers Array(UInt32),
  said_by String,
  note String
) ENGINE = ReplacingMergeTree
ORDER BY commit_no;

-- Up to which commit identifiers, ledger and overrides hold what the log says.
CREATE TABLE IF NOT EXISTS identity_progress (
  name LowCardinality(String),
  commit_no UInt64
) ENGINE = ReplacingMergeTree(commit_no)
ORDER BY name;

INSERT INTO identity_progress SELECT 'identities', max(commit_no) FROM profile_progress;
