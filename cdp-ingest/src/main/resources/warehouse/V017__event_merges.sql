-- Ten parts of like size become one, so an event is rewritten once for each factor of ten. The usual
-- choice counts all parts below 5 MB as equally small and rewrites an event seven times on the way.
ALTER TABLE events MODIFY SETTING merge_selector_algorithm = 'Trivial';

-- Only the usual choice asked for these.
ALTER TABLE events RESET SETTING min_parts_to_merge_at_once, merge_selector_base;
