package io.onelift.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a preview of an import for the terminal. */
final class ImportPreviewText {
  private static final int SAMPLE = 40;

  private final PrintWriter out;

  ImportPreviewText(PrintWriter out) {
    this.out = out;
  }

  void print(JsonNode preview) {
    out.printf(
        Locale.ROOT,
        "%s, separator %s, %s, %,d rows looked at%n",
        preview.path("encoding").asText(),
        separator(preview.path("separator").asText()),
        preview.path("header").asBoolean() ? "with a header" : "without a header",
        preview.path("rows_sampled").asLong());
    for (JsonNode column : preview.path("columns")) {
      out.printf(
          Locale.ROOT,
          "  %-24s %-8s %-20s %4.0f %% empty  %s%n",
          column.path("name").asText(),
          column.path("type").asText(),
          column.path("date_format").asText(""),
          100 * column.path("empty").asDouble(),
          samples(column));
    }
    if (!preview.path("mapping").isEmpty()) {
      out.println("Mapping: " + preview.path("mapping"));
    }
    if (!preview.path("keys").isEmpty()) {
      out.println("Possible keys: " + texts(preview.path("keys")));
    }
    for (JsonNode join : preview.path("joins")) {
      out.printf(
          Locale.ROOT,
          "Join: %s → %s %s %s (%.0f %% of the values found)%n",
          join.path("column").asText(),
          join.path("to").asText(),
          join.path("name").asText(),
          join.path("target_column").asText(""),
          100 * join.path("share").asDouble());
    }
    for (JsonNode problem : preview.path("problems")) {
      out.println("! " + problem.path("message").asText());
    }
    out.flush();
  }

  private static String separator(String text) {
    return text.equals("\t") ? "tab" : "'" + text + "'";
  }

  private static String samples(JsonNode column) {
    String all = String.join(", ", texts(column.path("samples")));
    return all.length() > SAMPLE ? all.substring(0, SAMPLE) + "…" : all;
  }

  private static List<String> texts(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
