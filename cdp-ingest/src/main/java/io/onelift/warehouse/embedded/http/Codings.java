package io.onelift.warehouse.embedded.http;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/** Streams that compress and decompress bodies. */
final class Codings {
  private static final int BUFFER = 1 << 15;

  private Codings() {}

  /** An empty body is empty in every coding. */
  static InputStream decoded(InputStream raw, Coding coding) throws IOException {
    if (coding == Coding.IDENTITY) {
      return raw;
    }
    PushbackInputStream body = new PushbackInputStream(raw);
    int first = body.read();
    if (first < 0) {
      return body;
    }
    body.unread(first);
    return switch (coding) {
      case IDENTITY -> body;
      case GZIP -> new GZIPInputStream(body, BUFFER);
      case DEFLATE -> new InflaterInputStream(body);
      case LZ4 -> new LZ4FrameInputStream(body);
      case ZSTD -> new ZstdInputStream(body);
      case BLOCKS -> new BlockInputStream(body);
    };
  }

  static OutputStream encoded(OutputStream body, Coding coding) throws IOException {
    return switch (coding) {
      case IDENTITY -> body;
      case GZIP -> new GZIPOutputStream(body, BUFFER);
      case DEFLATE -> new DeflaterOutputStream(body);
      case LZ4 -> new LZ4FrameOutputStream(body, LZ4FrameOutputStream.BLOCKSIZE.SIZE_256KB);
      case ZSTD -> new ZstdOutputStream(body);
      case BLOCKS -> new BlockOutputStream(body);
    };
  }

  /** All at once. */
  static byte[] encoded(byte[] body, Coding coding) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = encoded(bytes, coding)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}
