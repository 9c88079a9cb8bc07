-- A merge has to put together parts of like size: a large one that takes in sixteen small ones again
-- and again is rewritten each time. Nothing here asks for the statistics that the engine gathers on
-- its own.
ALTER TABLE events MODIFY SETTING merge_selector_base = 16, auto_statistics_types = '';

ALTER TABLE profiles MODIFY SETTING auto_statistics_types = '';

ALTER TABLE identifiers MODIFY SETTING auto_statistics_types = '';
