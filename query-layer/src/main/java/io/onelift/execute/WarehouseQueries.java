package io.onelift.execute;

import io.onelift.audience.Rule;
import io.onelift.audience.WarehouseLeaves;
import io.onelift.bitmap.GroupBitmapState;
import io.onelift.compute.Since;
import io.onelift.compute.SqlValues;
import io.onelift.compute.TagSource;
import io.onelift.compute.TagValues;
import io.onelift.compute.WarehouseValues;
import io.onelift.event.InvalidInput;
import io.onelift.ir.ProfileSet;
import io.onelift.resolve.ProfileSetResolver;
import io.onelift.resolve.ProfileValuesResolver;
import io.onelift.resolve.ProfileValuesResolver.ProfileValues;
import io.onelift.resolve.Resolved;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.TagType;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/**
 * Answers the tag engine's questions to the warehouse through the same compiler as everything else.
 * Names that no data came for yet are missing values, not errors, because a definition may come
 * before its data.
 */
public final class WarehouseQueries implements WarehouseLeaves, WarehouseValues, SqlValues {
  private static final int NUMBERS_AT_ONCE = 8192;

  /** A profile and its number. */
  private static final int NUMBER_BYTES = Integer.BYTES + Double.BYTES;

  private final Warehouse warehouse;
  private final SemanticCatalog catalog;
  private final Executor executor;

  public WarehouseQueries(Warehouse warehouse, SemanticCatalog catalog) {
    this.warehouse = warehouse;
    this.catalog = catalog;
    this.executor = new Executor(warehouse, QueryLimits.DEFAULT);
  }

  @Override
  public RoaringBitmap matching(
      Rule.WarehouseLeaf leaf, Instant now, Optional<RoaringBitmap> within) {
    ProfileSet set = new ProfileSet(leaf, now, within.isPresent());
    return bitmap(
        ProfileSetResolver.resolve(set, catalog.current(), warehouse.zone()),
        within.orElseGet(RoaringBitmap::new));
  }

  @Override
  public RoaringBitmap everybody() {
    return bitmap(
        ProfileSetResolver.everybody(catalog.current(), warehouse.zone()), new RoaringBitmap());
  }

  private RoaringBitmap bitmap(Resolved resolved, RoaringBitmap within) {
    if (resolved.isOfNothing()) {
      return new RoaringBitmap();
    }
    Bitmaps bitmaps = new Bitmaps(_ -> within);
    return executor.binary(
        Compiler.compileInternal(resolved, bitmaps), bitmaps, in -> GroupBitmapState.read(in));
  }

  @Override
  public TagValues values(TagSource source, Instant now) {
    return values(source, now, Optional.empty());
  }

  @Override
  public TagValues values(TagSource source, Instant now, RoaringBitmap within) {
    return values(source, now, Optional.of(within));
  }

  private TagValues values(TagSource source, Instant now, Optional<RoaringBitmap> within) {
    ProfileValues values =
        ProfileValuesResolver.resolve(
            source,
            catalog.current(),
            warehouse.zone(),
            now,
            within.map(some -> ProfileSet.WITHIN));
    if (values.resolved().isOfNothing()) {
      return values.numbers()
          ? new TagValues.Numbers(new int[0], new double[0])
          : new TagValues.Categories(Map.of());
    }
    Bitmaps bitmaps = new Bitmaps(_ -> within.orElseGet(RoaringBitmap::new));
    return read(Compiler.compileInternal(values.resolved(), bitmaps), bitmaps, values.numbers());
  }

  @Override
  public TagValues values(String sql, TagType type) {
    ProfileValues values =
        ProfileValuesResolver.resolve(sql, type, catalog.current(), warehouse.zone());
    TagValues read;
    try {
      read = read(Compiler.compileTag(values.resolved()), Bitmaps.none(), values.numbers());
    } catch (WarehouseException e) {
      throw Refusals.of(e, catalog.current().learned(), QueryLimits.DEFAULT);
    }
    return read.of(everybody());
  }

  @Override
  public void check(String sql, TagType type) {
    Resolved resolved =
        ProfileValuesResolver.resolve(sql, type, catalog.current(), warehouse.zone()).resolved();
    Set<String> tags = TablesRead.tags(resolved.tree());
    if (!tags.isEmpty()) {
      throw new InvalidInput(
          "/sql",
          "reads the tags "
              + String.join(", ", tags)
              + "; a statement inside a tag cannot, because nothing would say in which order they"
              + " follow each other. Read what those are made of, or write a rule table");
    }
    Compiler.compileTag(resolved);
  }

  private TagValues read(Compiled query, Bitmaps bitmaps, boolean numbers) {
    return executor.binary(
        query, bitmaps, numbers ? WarehouseQueries::numbers : WarehouseQueries::categories);
  }

  @Override
  public Optional<String> state(String sql, TagType type) {
    return new StatementState(warehouse)
        .of(
            ProfileValuesResolver.resolve(sql, type, catalog.current(), warehouse.zone())
                .resolved()
                .tree());
  }

  @Override
  public RoaringBitmap changed(List<TagSource> sources, Since since) {
    return new ChangedProfiles(warehouse).find(sources, since);
  }

  private static TagValues categories(DataInputStream in) throws IOException {
    Map<String, RoaringBitmap> profiles = new HashMap<>();
    while (more(in)) {
      String category = GroupBitmapState.readText(in);
      profiles.put(category, GroupBitmapState.read(in));
    }
    return new TagValues.Categories(profiles);
  }

  private static TagValues numbers(DataInputStream in) throws IOException {
    int[] profiles = new int[NUMBERS_AT_ONCE];
    double[] numbers = new double[NUMBERS_AT_ONCE];
    int size = 0;
    byte[] bytes = new byte[NUMBERS_AT_ONCE * NUMBER_BYTES];
    ByteBuffer rows = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int read = in.readNBytes(bytes, 0, bytes.length);
        read > 0;
        read = in.readNBytes(bytes, 0, bytes.length)) {
      if (read % NUMBER_BYTES != 0) {
        throw new EOFException("a number ends after " + read % NUMBER_BYTES + " bytes");
      }
      if (size + NUMBERS_AT_ONCE > profiles.length) {
        int room = Math.max(2 * size, size + NUMBERS_AT_ONCE);
        profiles = Arrays.copyOf(profiles, room);
        numbers = Arrays.copyOf(numbers, room);
      }
      for (int at = 0; at < read; at += NUMBER_BYTES) {
        double number = rows.getDouble(at + Integer.BYTES);
        if (Double.isFinite(number)) {
          profiles[size] = rows.getInt(at);
          numbers[size++] = number;
        }
      }
    }
    return new TagValues.Numbers(Arrays.copyOf(profiles, size), Arrays.copyOf(numbers, size));
  }

  /** The executor's streams are buffered, so looking one byte ahead is possible. */
  private static boolean more(DataInputStream in) throws IOException {
    in.mark(1);
    int next = in.read();
    in.reset();
    return next >= 0;
  }
}
