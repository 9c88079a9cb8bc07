package io.onelift.bitmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.roaringbitmap.RoaringBitmap;

class GroupBitmapStatePropertiesTest {
  @Property
  void readsWhatItWroteAndStopsRightBehind(@ForAll("profiles") RoaringBitmap profiles)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GroupBitmapState.write(profiles, out);
    out.write(42);
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());

    assertThat(GroupBitmapState.read(in)).isEqualTo(profiles);
    assertThat(in.read()).isEqualTo(42);
  }

  @Property
  void neverTakesDamagedBytesForABitmapSilentlyOutOfBounds(
      @ForAll("profiles") RoaringBitmap profiles,
      @ForAll("position") int at,
      @ForAll("position") int with)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GroupBitmapState.write(profiles, out);
    byte[] bytes = out.toByteArray();
    bytes[at % bytes.length] = (byte) with;

    try {
      assertThat(GroupBitmapState.read(new ByteArrayInputStream(bytes)).validate()).isTrue();
    } catch (IOException expected) {
      assertThat(expected).hasMessageNotContaining("null pointer");
    }
  }

  @Example
  void writesUpTo32ValuesAsTheyAre() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GroupBitmapState.write(RoaringBitmap.bitmapOf(1, 258), out);

    assertThat(out.toByteArray()).containsExactly(0, 2, 1, 0, 0, 0, 2, 1, 0, 0);
  }

  @Example
  void refusesBytesThatEndEarly() {
    byte[] cut = {1, 100, 58, 48};

    assertThatThrownBy(() -> GroupBitmapState.read(new ByteArrayInputStream(cut)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ends after 2 of 100");
  }

  @Provide
  Arbitrary<Integer> position() {
    return Arbitraries.integers().between(0, 100_000);
  }

  @Provide
  Arbitrary<RoaringBitmap> profiles() {
    Arbitrary<List<Integer>> some =
        Arbitraries.oneOf(
            Arbitraries.integers().between(1, 200).list().ofMaxSize(40),
            Arbitraries.integers().list().ofMaxSize(200));
    Arbitrary<RoaringBitmap> dense =
        Arbitraries.integers()
            .between(0, 300_000)
            .map(
                to -> {
                  RoaringBitmap range = RoaringBitmap.bitmapOfRange(5, 5L + to);
                  range.runOptimize();
                  return range;
                });
    return Arbitraries.oneOf(
        some.map(ids -> RoaringBitmap.bitmapOf(ids.stream().mapToInt(i -> i).toArray())), dense);
  }
}
