package io.onelift.compute;

import io.onelift.tag.TagType;
import java.util.Optional;
import java.util.OptionalLong;
import org.roaringbitmap.RoaringBitmap;

/** What people uploaded for a tag. */
public interface UploadedValues {
  /**
   * The values of everybody, merges applied; nothing before the first upload.
   *
   * @throws IllegalStateException when a value is none of the tag's type, because that was changed
   */
  TagValues values(String tag, TagType type);

  /** The values of some profiles; of others nothing is said. */
  TagValues values(String tag, TagType type, RoaringBitmap within);

  /**
   * The profiles whose values may have become others because they got an identifier; those that
   * merged or parted are left out.
   *
   * @return empty when something was uploaded since
   */
  Optional<RoaringBitmap> changed(String tag, Since since);

  /**
   * How many different identifiers named nobody when the values were read last; empty when they
   * were not read since the last upload.
   */
  OptionalLong unmatched(String tag);
}
