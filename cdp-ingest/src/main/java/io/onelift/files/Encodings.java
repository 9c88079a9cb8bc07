package io.onelift.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Tells a text's encoding from samples of its bytes. */
final class Encodings {
  /** Reads GBK and GB2312 too. */
  private static final Charset CHINESE = Charset.forName("GB18030");

  private static final Charset WESTERN = Charset.forName("windows-1252");

  private Encodings() {}

  /**
   * What a mark at the beginning says; else UTF-8 unless most lines that are more than ASCII are
   * not valid in it. Of the rest, bytes above 127 that stand alone are Western letters, those in
   * pairs Chinese characters.
   *
   * @param samples the first is the beginning of the text; each begins and ends at a line's end
   */
  static Charset detect(List<byte[]> samples) {
    byte[] first = samples.getFirst();
    if (first.length >= 2 && (first[0] & 0xFF) == 0xFF && (first[1] & 0xFF) == 0xFE) {
      return StandardCharsets.UTF_16LE;
    }
    if (first.length >= 2 && (first[0] & 0xFF) == 0xFE && (first[1] & 0xFF) == 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    int valid = 0;
    int invalid = 0;
    long alone = 0;
    long together = 0;
    for (byte[] sample : samples) {
      int start = 0;
      for (int i = 0; i <= sample.length; i++) {
        if (i == sample.length || sample[i] == '\n') {
          byte[] line = Arrays.copyOfRange(sample, start, i);
          start = i + 1;
          if (isAscii(line)) {
            continue;
          }
          if (isUtf8(line)) {
            valid++;
          } else {
            invalid++;
            long pairs = highPairs(line);
            together += pairs;
            alone += high(line) - pairs;
          }
        }
      }
    }
    if (valid >= invalid) {
      return StandardCharsets.UTF_8;
    }
    return together >= alone ? CHINESE : WESTERN;
  }

  /** The name that users know an encoding by. */
  static String name(Charset charset) {
    return charset.equals(CHINESE) ? "GBK" : charset.name();
  }

  static Charset named(String name) {
    return name.equalsIgnoreCase("GBK") || name.equalsIgnoreCase("GB2312")
        ? CHINESE
        : Charset.forName(name);
  }

  private static boolean isAscii(byte[] line) {
    for (byte b : line) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtf8(byte[] line) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static long high(byte[] line) {
    long count = 0;
    for (byte b : line) {
      count += b < 0 ? 1 : 0;
    }
    return count;
  }

  /** Bytes above 127 that have another beside them. */
  private static long highPairs(byte[] line) {
    long count = 0;
    for (int i = 0; i < line.length; i++) {
      boolean beside = (i > 0 && line[i - 1] < 0) || (i + 1 < line.length && line[i + 1] < 0);
      count += line[i] < 0 && beside ? 1 : 0;
    }
    return count;
  }
}
