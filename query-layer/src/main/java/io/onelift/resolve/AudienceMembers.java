package io.onelift.resolve;

import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** Who is in the saved audiences. The audience engine answers; the query layer only asks. */
public interface AudienceMembers {
  /** The keys there are. */
  Set<String> keys();

  /**
   * The members as of now, merges applied.
   *
   * @param key one of {@link #keys()}
   */
  RoaringBitmap members(String key);
}
