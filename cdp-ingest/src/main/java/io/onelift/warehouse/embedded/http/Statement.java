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

  private static final String OUR_QUERY_ID =
      "substring(Settings['log_comment'], position(Settings['log_comment'], ':') + 1)";

  void run() throws IOException {
    long start = System.nanoTime();
    switch (sql) {
      case SqlBody.Insert insert -> {
        Progress progress = insert(insert);
        try (Answer answer = answer(request.defaultFormat(), start)) {
          answer.end(progress);
        }
      }
      case SqlBody.Query query -> {
        if (query.sql().isEmpty()) {
          throw new StatementException(62, "SYNTAX_ERROR", "Empty query");
        }
        String sent = sql.isKill() ? killByOurId(query.sql()) : query.sql();
        String format = SqlText.format(query.sql()).orElse(request.defaultFormat());
        try (ResultStream result =
                connection.run(sent, request.defaultFormat(), format, request.parameters());
            Answer answer = answer(format, start)) {
          send(result, answer);
        }
      }
    }
  }

  private void send(ResultStream result, Answer answer) throws IOException {
    try {
      while (result.next(piece -> answer.write(piece, result.progress()))) {
        ticket.stopIfCancelled();
      }
    } catch (StatementException e) {
      if (answer.fail(e)) {
        return;
      }
      throw e;
    }
    answer.end(result.progress());
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
        ticket.stopIfCancelled();
        accepted = stream.append(buffer, 0, n);
      }
      return stream.finish();
    }
  }

  /**
   * The engine gives statements ids of its own; the id that the client knows is in {@code
   * log_comment}, behind a number and a colon.
   */
  private static String killByOurId(String sql) {
    StringBuilder replaced = new StringBuilder();
    SqlText text = new SqlText(sql);
    int from = 0;
    for (SqlText.Token token = text.next();
        token.kind() != SqlText.Kind.END && token.kind() != SqlText.Kind.UNFINISHED;
        token = text.next()) {
      if (text.is(token, "QUERY_ID")) {
        replaced.append(sql, from, token.start()).append(OUR_QUERY_ID);
        from = token.end();
      }
    }
    return replaced.append(sql, from, sql.length()).toString();
  }
}
