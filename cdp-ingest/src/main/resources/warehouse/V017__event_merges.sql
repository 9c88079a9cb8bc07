-- Ten parts of like size become one, so an event is rewritten once for each factor of ten. The usual
-- choice counts all parts below 5 MB as equally small and rewrites an event seven times on the way.
ALTER TABLE events MODIFY SETTING merge_selector_algorithm = 'Trivial';
