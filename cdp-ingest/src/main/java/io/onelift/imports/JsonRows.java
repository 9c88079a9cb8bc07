package io.onelift.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The rows of a file with one JSON object per line. */
final class JsonRows implements FileRows {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final CountedInput input;
  private final BufferedReader reader;
  private final Set<String> columns = new LinkedHashSet<>();
  private long number;

  private JsonRows(CountedInput input) {
    this.input = input;
    this.reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8), 1 << 16);
  }

  static JsonRows open(Path file) throws IOException {
    return new JsonRows(new CountedInput(Files.newInputStream(file)));
  }

  @Override
  public List<String> columns() {
    return List.copyOf(columns);
  }

  @Override
  public Optional<ParsedRow> next() throws IOException {
    String line = reader.readLine();
    while (line != null && line.isBlank()) {
      line = reader.readLine();
    }
    if (line == null) {
      return Optional.empty();
    }
    number++;
    try {
      Object parsed = MAPPER.readValue(line, Object.class);
      if (!(parsed instanceof Map<?, ?>)) {
        return Optional.of(ParsedRow.unreadable(number, line, "The line is not a JSON object."));
      }
      @SuppressWarnings("unchecked") // JSON objects have text for keys.
      Map<String, Object> values = (Map<String, Object>) parsed;
      values.values().removeIf(Objects::isNull);
      columns.addAll(values.keySet());
      return Optional.of(ParsedRow.read(number, values, line));
    } catch (JsonProcessingException e) {
      return Optional.of(
          ParsedRow.unreadable(number, line, "The line is not JSON: " + e.getOriginalMessage()));
    }
  }

  @Override
  public long bytesRead() {
    return input.count();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
