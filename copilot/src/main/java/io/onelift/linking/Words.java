package io.onelift.linking;

import io.onelift.ir.MetricQuery.Grain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The words of everyday language that questions are made of, from {@code words.txt}. */
final class Words {
  private static final Pattern BETWEEN = Pattern.compile(" \\| ");
  private static final List<Entry> ALL = read();

  private Words() {}

  record Entry(String phrase, Element element) {}

  static List<Entry> all() {
    return ALL;
  }

  private static List<Entry> read() {
    List<Entry> entries = new ArrayList<>();
    try (InputStream file = Words.class.getResourceAsStream("words.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> read(line, entries));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(entries);
  }

  private static void read(String line, List<Entry> entries) {
    int equals = line.indexOf(" = ");
    Element element = element(line.substring(0, equals));
    for (String phrase : BETWEEN.split(line.substring(equals + 3), -1)) {
      entries.add(new Entry(phrase.strip(), element));
    }
  }

  private static Element element(String head) {
    if (head.startsWith("TOPIC ")) {
      return new Element.Beyond(Topic.valueOf(head.substring(6)));
    }
    if (head.startsWith("STEP")) {
      String grain = head.substring(4).strip();
      return new Element.Step(
          grain.isEmpty() ? Optional.empty() : Optional.of(Grain.valueOf(grain)));
    }
    return new Element.Word(Role.valueOf(head));
  }
}
