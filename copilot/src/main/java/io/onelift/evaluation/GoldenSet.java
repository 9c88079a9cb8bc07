package io.onelift.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;

/**
 * Golden questions over one semantic model.
 *
 * @param today the day all questions are asked on
 */
public record GoldenSet(LocalDate today, List<GoldenCase> cases) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public GoldenSet {
    cases = List.copyOf(cases);
  }

  private record Document(String today, List<GoldenCase> cases) {}

  /** Reads {@code {"today":"2026-11-24","cases":[{"question","after"?,"expect"}]}}. */
  public static GoldenSet read(InputStream json) {
    try {
      Document document = JSON.readValue(json, Document.class);
      return new GoldenSet(LocalDate.parse(document.today()), document.cases());
    } catch (IOException e) {
      throw new UncheckedIOException("The golden questions cannot be read", e);
    }
  }
}
