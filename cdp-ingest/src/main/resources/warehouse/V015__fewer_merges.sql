-- Group commits write many small parts. Merging few at a time would rewrite each row seven times
-- before its part is large; with sixteen at a time it is two or three.
ALTER TABLE events MODIFY SETTING min_parts_to_merge_at_once = 16;
