package io.onelift.export;

import io.onelift.json.Json;
import io.onelift.json.MemberJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Members as JSON, one a line. */
final class JsonLinesSink implements MemberSink {
  private final OutputStream out;

  JsonLinesSink(Path file) throws IOException {
    this.out = new BufferedOutputStream(Files.newOutputStream(file));
  }

  @Override
  public void write(List<MemberJson> members) throws IOException {
    for (MemberJson member : members) {
      out.write(Json.bytes(member));
      out.write('\n');
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
