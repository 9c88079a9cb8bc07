-- What folding a trait further needs beside its value and time, where more was said than plain
-- values under the default rule: which operations, the last time, the rule, the source.
ALTER TABLE profiles ADD COLUMN IF NOT EXISTS trait_folds Map(LowCardinality(String), String) AFTER trait_times;
