package io.onelift.warehouse.embedded.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.onelift.warehouse.embedded.engine.EngineConnection;
import io.onelift.warehouse.embedded.engine.InsertStream;
import io.onelift.warehouse.embedded.engine.Progress;
import io.onelift.warehouse.embedded.engine.ResultStream;
import io.onelift.warehouse.embedded.engine.StatementException;
import java.io.IOException;
import java.io.InputStream;

/** One statement: its data in, its result out. */
record Statement(
    StatementRequest request,
    SqlBody sql,
    EngineConnection connection,
    Reply reply,
    HttpHeaders headers,
    Statements.Ticket ticket) {

  void run() throws IOException {
    long start = System.nanoTime();
    switch (sql) {
      case SqlBody.Insert insert -> {
        Progress progress = insert(insert);
        answer(request.defaultFormat(), start).end(progress);
      }
      case SqlBody.Query query -> {
        if (query.sql().isEmpty()) {
          throw new StatementException(62, "SYNTAX_ERROR", "Empty query");
        }
        String sent = sql.isKill() ? killByOurId(query.sql()) : query.sql();
        String format = SqlText.format(query.sql()).orElse(request.defaultFormat());
        try (ResultStream result =
            connection.run(sent, request.defaultFormat(), format, request.parameters())) {
          Answer answer = answer(format, start);
          try (answer) {
            while (result.next(piece -> answer.write(piece, result.progress()))) {
              stopIfCancelled();
            }
            answer.end(result.progress());
          }
        }
      }
    }
  }

  private Answer answer(String format, long start) {
    return new Answer(request, format, headers, reply, start);
  }

  private Progress insert(SqlBody.Insert insert) throws IOException {
    try (InsertStream stream =
        connection.insert(insert.head(), insert.format(), request.parameters())) {
      InputStream data = insert.data();
      byte[] buffer = new byte[1 << 16];
      boolean accepted = true;
      for (int n = data.read(buffer); n >= 0 && accepted; n = data.read(buffer)) {
        stopIfCancelled();
        accepted = stream.append(buffer, 0, n);
      }
      return stream.finish();
    }
  }

  private void stopIfCancelled() throws Reply.ClientGone {
    if (ticket.isCancelled()) {
      throw new Reply.ClientGone();
    }
  }

  /**
   * The engine gives statements ids of its own; the id that the client knows is in {@code
   * log_comment}.
   */
  private static String killByOurId(String sql) {
    StringBuilder replaced = new StringBuilder();
    SqlText text = new SqlText(sql);
    int from = 0;
    for (SqlText.Token token = text.next();
        token.kind() != SqlText.Kind.END && token.kind() != SqlText.Kind.UNFINISHED;
        token = text.next()) {
      if (text.is(token, "QUERY_ID")) {
        replaced.append(sql, from, token.start()).append("Settings['log_comment']");
        from = token.end();
      }
    }
    return replaced.append(sql, from, sql.length()).toString();
  }
}
