package io.onelift.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows as a table of text, where a Chinese character is two columns wide. */
final class TextTable {
  private TextTable() {}

  static void print(PrintWriter out, JsonNode columns, JsonNode rows) {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>();
    columns.forEach(column -> head.add(column.path("name").asText()));
    lines.add(head);
    for (JsonNode row : rows) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell.isNull() ? "–" : cell.asText()));
      lines.add(cells);
    }
    int[] widths = new int[head.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(line.get(i)));
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      printLine(out, lines.get(i), widths);
      if (i == 0) {
        printLine(out, java.util.Arrays.stream(widths).mapToObj("─"::repeat).toList(), widths);
      }
    }
  }

  private static void printLine(PrintWriter out, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).repeat(' ', widths[i] - width(cells.get(i)) + 2);
    }
    out.println(line.toString().stripTrailing());
  }

  private static int width(String text) {
    return text.codePoints().map(TextTable::width).sum();
  }

  private static int width(int codePoint) {
    return switch (Character.UnicodeScript.of(codePoint)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> 2;
      default -> codePoint >= 0xFF00 && codePoint <= 0xFF60 ? 2 : 1;
    };
  }
}
