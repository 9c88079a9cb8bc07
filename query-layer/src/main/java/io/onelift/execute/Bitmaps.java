package io.onelift.execute;

import io.onelift.bitmap.GroupBitmapState;
import io.onelift.print.BitmapForm;
import io.onelift.print.PlacedBitmap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;

/**
 * What the names of bitmaps in one statement stand for, and how they travel. Each is asked for
 * once, because an audience may take long to count. For one thread.
 */
final class Bitmaps {
  /** ClickHouse takes no longer array as a constant. */
  private static final int MOST_WORDS = 1_000_000;

  private final Function<String, RoaringBitmap> byName;
  private final Map<String, RoaringBitmap> known = new HashMap<>();

  /**
   * @param byName gives the bitmap of a name
   */
  Bitmaps(Function<String, RoaringBitmap> byName) {
    this.byName = byName;
  }

  /** For statements that mention none. */
  static Bitmaps none() {
    return new Bitmaps(
        name -> {
          throw new IllegalStateException("No bitmap is bound, not even " + name);
        });
  }

  private RoaringBitmap of(String name) {
    return known.computeIfAbsent(name, byName);
  }

  /**
   * Words, unless they would be more than eight times as long as the state, or longer than
   * ClickHouse takes them.
   */
  BitmapForm form(String name) {
    RoaringBitmap bitmap = of(name);
    if (bitmap.isEmpty()) {
      return BitmapForm.STATE;
    }
    long words = Integer.toUnsignedLong(bitmap.last()) / Long.SIZE + 1;
    return words <= MOST_WORDS && words <= bitmap.getLongSizeInBytes()
        ? BitmapForm.WORDS
        : BitmapForm.STATE;
  }

  /** The bitmap in its form, as the printer expects it. */
  String base64(PlacedBitmap placed) {
    RoaringBitmap bitmap = of(placed.name());
    byte[] bytes =
        switch (placed.form()) {
          case STATE -> state(bitmap);
          case WORDS -> words(bitmap);
        };
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] state(RoaringBitmap bitmap) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      GroupBitmapState.write(bitmap, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("A bitmap could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] words(RoaringBitmap bitmap) {
    byte[] bytes = BitSetUtil.bitsetOf(bitmap).toByteArray();
    return Arrays.copyOf(bytes, Math.ceilDiv(bytes.length, Long.BYTES) * Long.BYTES);
  }
}
