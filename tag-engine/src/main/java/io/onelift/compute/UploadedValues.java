package io.onelift.compute;

import io.onelift.tag.TagType;

/** What people uploaded for a tag. */
public interface UploadedValues {
  /**
   * The values of everybody, merges applied; nothing before the first upload.
   *
   * @throws IllegalStateException when a value is none of the tag's type, because that was changed
   */
  TagValues values(String tag, TagType type);
}
