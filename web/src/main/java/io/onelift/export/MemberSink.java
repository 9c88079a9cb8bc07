package io.onelift.export;

import io.onelift.json.MemberJson;
import java.io.IOException;
import java.util.List;

/** Takes members, some at a time. */
interface MemberSink extends AutoCloseable {
  void write(List<MemberJson> members) throws IOException, InterruptedException;

  /** Called once all members are written. */
  default void finish() throws IOException {}

  @Override
  void close() throws IOException;
}
