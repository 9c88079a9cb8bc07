package io.onelift.warehouse.embedded.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Set;

/**
 * The engine writes each piece of a streamed result as a document of its own: in formats that begin
 * with the columns' names, every piece begins with them. This leaves them out of all pieces but the
 * first.
 */
final class PieceHeader {
  /** Formats whose documents, one after the other, are one document. */
  private static final Set<String> HEADLESS =
      Set.of(
          "tabseparated",
          "tsv",
          "tabseparatedraw",
          "tsvraw",
          "raw",
          "csv",
          "rowbinary",
          "jsoneachrow",
          "jsonlines",
          "ndjson",
          "jsonstringseachrow",
          "jsoncompacteachrow",
          "jsoncompactstringseachrow",
          "native",
          "tskv",
          "lineasstring",
          "rawblob",
          "msgpack",
          "null");

  /** Before every message of Arrow's streaming format. */
  private static final int ARROW_MESSAGE = 0xFFFFFFFF;

  /** Bytes of the mark and the length. */
  private static final long ARROW_END = 2 * Integer.BYTES;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final String format;
  private long length = -1;

  PieceHeader(String format) {
    this.format = format.toLowerCase(Locale.ROOT);
  }

  /** Whether a result in this format can be sent in pieces; JSON with its braces cannot. */
  static boolean canStream(String format) {
    String name = format.toLowerCase(Locale.ROOT);
    return HEADLESS.contains(name) || isBinary(name) || isArrow(name) || lines(name) > 0;
  }

  /** A piece without the header that an earlier one had. */
  MemorySegment without(MemorySegment piece, MemorySegment first) {
    return length > 0
            && piece.byteSize() >= length
            && MemorySegment.mismatch(piece, 0, length, first, 0, length) < 0
        ? piece.asSlice(length)
        : piece;
  }

  /** The header of the first piece; empty when the format has none. */
  MemorySegment of(MemorySegment piece) {
    length =
        isBinary(format)
            ? binary(piece)
            : isArrow(format) ? arrow(piece) : text(piece, lines(format));
    return piece.asSlice(0, length);
  }

  /** A piece without what ends a document: of several, only the response's end is the end. */
  MemorySegment withoutEnd(MemorySegment piece) {
    boolean ends =
        isArrow(format)
            && piece.byteSize() >= ARROW_END
            && piece.get(INT, piece.byteSize() - ARROW_END) == ARROW_MESSAGE
            && piece.get(INT, piece.byteSize() - Integer.BYTES) == 0;
    return ends ? piece.asSlice(0, piece.byteSize() - ARROW_END) : piece;
  }

  private static boolean isArrow(String format) {
    return format.equals("arrowstream");
  }

  /**
   * The schema, a message without a body: a mark, the length of what follows, and that. Arrow's
   * streaming format has it first, record batches behind it, and as its end a message of no length,
   * which may be missing where the stream ends.
   */
  private static long arrow(MemorySegment piece) {
    if (piece.byteSize() < ARROW_END || piece.get(INT, 0) != ARROW_MESSAGE) {
      throw new IllegalStateException("The engine's Arrow stream begins with no message");
    }
    return ARROW_END + Integer.toUnsignedLong(piece.get(INT, Integer.BYTES));
  }

  private static boolean isBinary(String format) {
    return format.startsWith("rowbinarywith");
  }

  private static int lines(String format) {
    boolean text = format.startsWith("csv") || format.startsWith("tsv") || format.startsWith("tab");
    return !text && !format.startsWith("jsoncompact")
        ? 0
        : format.endsWith("withnamesandtypes") ? 2 : format.endsWith("withnames") ? 1 : 0;
  }

  /** A count, the names and, where they belong to the format, the types; all as LEB128 lengths. */
  private long binary(MemorySegment piece) {
    long[] at = {0};
    long texts = varint(piece, at) * (format.endsWith("types") ? 2 : 1);
    for (long i = 0; i < texts; i++) {
      long size = varint(piece, at);
      at[0] += size;
    }
    return at[0];
  }

  private static long varint(MemorySegment piece, long[] at) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = piece.get(ValueLayout.JAVA_BYTE, at[0]++);
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  /** Lines end outside quotes. */
  private static long text(MemorySegment piece, int lines) {
    boolean quoted = false;
    int left = lines;
    long at = 0;
    while (left > 0 && at < piece.byteSize()) {
      byte b = piece.get(ValueLayout.JAVA_BYTE, at++);
      quoted ^= b == '"';
      left -= b == '\n' && !quoted ? 1 : 0;
    }
    return at;
  }
}
