package io.onelift.execute;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement and the same in ClickHouse's own words. In the file, statements are apart by blank
 * lines, and a line of {@code =>} (rows in any order) or {@code =>>} (in this order) is between the
 * two.
 */
record Statement(String sql, String hand, boolean ordered) {
  private static final String PROFILE =
      "dictGetOrDefault('profile_override', 'winner', profile_no, profile_no)";

  private static final String CUSTOMERS = "(SELECT * FROM profiles FINAL)";

  static List<Statement> load(String resource) {
    try (InputStream in = Statement.class.getResourceAsStream(resource)) {
      List<Statement> statements = new ArrayList<>();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String block : text.split("\n\\s*\n", -1)) {
        String body =
            block
                .lines()
                .filter(line -> !line.startsWith("#"))
                .reduce("", (a, b) -> a + b + "\n")
                .strip();
        if (!body.isEmpty()) {
          boolean ordered = body.contains("\n=>>\n");
          String[] parts = body.split(ordered ? "\n=>>\n" : "\n=>\n", 2);
          statements.add(
              new Statement(
                  parts[0],
                  parts[1].replace("{profile}", PROFILE).replace("{customers}", CUSTOMERS),
                  ordered));
        }
      }
      return statements;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return sql.replace('\n', ' ');
  }
}
