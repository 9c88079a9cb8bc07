package io.onelift.bitmap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/**
 * What has to be known beside its bitmaps to build an index again; the same in every row of a
 * version.
 *
 * @param kind {@code categories} or {@code numbers}
 * @param parts how many rows the version has
 * @param asOf milliseconds since the epoch
 * @param commit see {@link Held}; versions stored before there was one have 0
 * @param scale of the {@link NumberCode}; this and the rest only for numbers
 */
record Header(
    String kind,
    int parts,
    int definition,
    long asOf,
    int scale,
    long least,
    long most,
    boolean zeroWhenMissing,
    long commit) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String CATEGORIES = "categories";
  private static final String NUMBERS = "numbers";
  private static final String EVERYBODY = "all";

  static Header of(Held version) {
    int parts = parts(version.index()).size();
    long asOf = version.asOf().toEpochMilli();
    return switch (version.index()) {
      case CategoryIndex _ ->
          new Header(
              CATEGORIES, parts, version.definition(), asOf, 0, 0, 0, false, version.commit());
      case NumberIndex(BitSlicedIndex numbers, boolean zeroWhenMissing) ->
          new Header(
              NUMBERS,
              parts,
              version.definition(),
              asOf,
              numbers.code().scale(),
              numbers.least(),
              numbers.most(),
              zeroWhenMissing,
              version.commit());
    };
  }

  /** The rows of an index: the value, or the digit as two figures and {@code all}. */
  static Map<String, RoaringBitmap> parts(TagIndex index) {
    return switch (index) {
      case CategoryIndex categories when categories.values().isEmpty() ->
          // A version without any row could not be told from none.
          Map.of("", new RoaringBitmap());
      case CategoryIndex categories -> categories.values();
      case NumberIndex(BitSlicedIndex numbers, boolean _) -> {
        Map<String, RoaringBitmap> parts = new LinkedHashMap<>();
        parts.put(EVERYBODY, numbers.profiles());
        for (int digit = 0; digit < numbers.slices().size(); digit++) {
          parts.put(digitName(digit), numbers.slices().get(digit));
        }
        yield parts;
      }
    };
  }

  /**
   * Builds the version again.
   *
   * @throws IOException when rows are missing
   */
  Held assemble(Map<String, RoaringBitmap> rows) throws IOException {
    if (rows.size() != parts) {
      throw new IOException("has " + rows.size() + " of " + parts + " rows");
    }
    return new Held(index(rows), definition, Instant.ofEpochMilli(asOf), commit);
  }

  private TagIndex index(Map<String, RoaringBitmap> rows) throws IOException {
    if (kind.equals(CATEGORIES)) {
      return new CategoryIndex(rows);
    }
    if (!kind.equals(NUMBERS) || !rows.containsKey(EVERYBODY)) {
      throw new IOException("is of the unknown kind '" + kind + "'");
    }
    List<RoaringBitmap> slices = new ArrayList<>();
    for (int digit = 0; digit < parts - 1; digit++) {
      RoaringBitmap slice = rows.get(digitName(digit));
      if (slice == null) {
        throw new IOException("lacks digit " + digit);
      }
      slices.add(slice);
    }
    return new NumberIndex(
        new BitSlicedIndex(new NumberCode(scale), least, most, rows.get(EVERYBODY), slices),
        zeroWhenMissing);
  }

  private static String digitName(int digit) {
    return "%02d".formatted(digit);
  }

  String json() {
    try {
      return MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A header of plain values is always JSON", e);
    }
  }

  static Header read(String json) throws IOException {
    return MAPPER.readValue(json, Header.class);
  }
}
