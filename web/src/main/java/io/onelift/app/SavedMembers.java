package io.onelift.app;

import io.onelift.audience.AudienceCatalog;
import io.onelift.audience.AudienceEngine;
import io.onelift.audience.Rule;
import io.onelift.resolve.AudienceMembers;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** Tells the query layer who is in a saved audience. */
record SavedMembers(AudienceCatalog catalog, AudienceEngine engine) implements AudienceMembers {
  @Override
  public Set<String> keys() {
    return catalog.keys();
  }

  @Override
  public RoaringBitmap members(String key) {
    return engine.members(catalog.require(key).rule());
  }

  @Override
  public RoaringBitmap members(Rule rule) {
    return engine.members(rule);
  }
}
