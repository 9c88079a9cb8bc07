package io.onelift.files;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A text file being read, plain or compressed with gzip. */
final class TextFile implements AutoCloseable {
  /** Stands for bytes that are not valid in the encoding. No text holds this character. */
  static final char INVALID = '\uFFFF';

  private static final int BEGINNING = 1 << 20;
  private static final int PIECES = 16;
  private static final int PIECE = 1 << 16;
  private static final int BUFFER = 1 << 16;

  private final CountedInput input;
  private final BufferedReader reader;

  private TextFile(CountedInput input, BufferedReader reader) {
    this.input = input;
    this.reader = reader;
  }

  static TextFile open(Path file, Charset charset) throws IOException {
    CountedInput input = new CountedInput(Files.newInputStream(file));
    InputStream plain = isCompressed(file) ? new GZIPInputStream(input, BUFFER) : input;
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                plain,
                charset
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .replaceWith(String.valueOf(INVALID))),
            BUFFER);
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return new TextFile(input, reader);
  }

  BufferedReader reader() {
    return reader;
  }

  /** Of the file as it lies on the disk. */
  long bytesRead() {
    return input.count();
  }

  /** Of the whole file, once it was read to its end. */
  String fingerprint() throws IOException {
    input.transferTo(java.io.OutputStream.nullOutputStream());
    return input.fingerprint();
  }

  /**
   * The beginning of the text and pieces from further on, cut at line ends: a file may be ASCII for
   * its first million rows.
   */
  static List<byte[]> samples(Path file) throws IOException {
    List<byte[]> samples = new ArrayList<>();
    if (isCompressed(file)) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file), BUFFER)) {
        samples.add(wholeLines(in.readNBytes(BEGINNING), BEGINNING, true));
      }
      return samples;
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      samples.add(wholeLines(read(bytes, 0, BEGINNING), BEGINNING, true));
      long step = (bytes.length() - BEGINNING) / PIECES;
      for (int i = 0; i < PIECES && step > PIECE; i++) {
        samples.add(wholeLines(read(bytes, BEGINNING + i * step, PIECE), PIECE, false));
      }
    }
    return samples;
  }

  private static byte[] read(RandomAccessFile bytes, long from, int length) throws IOException {
    byte[] piece = new byte[(int) Math.min(length, bytes.length() - from)];
    bytes.seek(from);
    bytes.readFully(piece);
    return piece;
  }

  private static byte[] wholeLines(byte[] piece, int full, boolean beginning) {
    int start = 0;
    while (!beginning && start < piece.length && piece[start] != '\n') {
      start++;
    }
    int end = piece.length;
    while (piece.length == full && end > start && piece[end - 1] != '\n') {
      end--;
    }
    return Arrays.copyOfRange(piece, start, end == start ? piece.length : end);
  }

  private static boolean isCompressed(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 2)) {
      return in.read() == 0x1F && in.read() == 0x8B;
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
