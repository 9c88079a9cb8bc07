package io.onelift.warehouse.embedded.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** Streams that compress and decompress bodies. */
final class Codings {
  private static final int BUFFER = 1 << 15;

  private Codings() {}

  static InputStream decoded(InputStream body, Coding coding) throws IOException {
    return switch (coding) {
      case IDENTITY -> body;
      case GZIP -> new GZIPInputStream(body, BUFFER);
      case DEFLATE -> new InflaterInputStream(body);
      case BLOCKS -> new BlockInputStream(body);
    };
  }

  static OutputStream encoded(OutputStream body, Coding coding) throws IOException {
    return switch (coding) {
      case IDENTITY -> body;
      case GZIP -> new GZIPOutputStream(body, BUFFER);
      case DEFLATE -> new DeflaterOutputStream(body);
      case BLOCKS -> new BlockOutputStream(body);
    };
  }
}
