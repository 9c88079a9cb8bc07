package io.onelift.export;

import io.onelift.json.MemberJson;
import java.io.IOException;
import java.util.List;

/** Takes members, some at a time. */
interface MemberSink extends AutoCloseable {
  void write(List<MemberJson> members) throws IOException, InterruptedException;

  @Override
  void close() throws IOException;
}
