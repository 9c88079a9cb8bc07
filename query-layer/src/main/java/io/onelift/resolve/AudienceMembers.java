package io.onelift.resolve;

import io.onelift.audience.Rule;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** Who is in the saved audiences. The audience engine answers; the query layer only asks. */
public interface AudienceMembers {
  /** Stands before a rule in JSON in the name of its bitmap. */
  String RULE = "rule:";

  /** The keys there are. */
  Set<String> keys();

  /**
   * The members as of now, merges applied.
   *
   * @param key one of {@link #keys()}
   */
  RoaringBitmap members(String key);

  /** Whom a rule holds for as of now, merges applied. */
  RoaringBitmap members(Rule rule);
}
