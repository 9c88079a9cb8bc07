package io.onelift.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
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
  private static final int LONGEST_LINE = 16 << 20;

  private final TextFile file;
  private final Set<String> columns = new LinkedHashSet<>();
  private long number;

  private JsonRows(TextFile file) {
    this.file = file;
  }

  static JsonRows open(Path path, Charset charset) throws IOException {
    return new JsonRows(TextFile.open(path, charset));
  }

  @Override
  public List<String> columns() {
    return List.copyOf(columns);
  }

  @Override
  public Optional<ParsedRow> next() throws IOException {
    Optional<String> read = line();
    while (read.isPresent() && read.get().isBlank()) {
      read = line();
    }
    if (read.isEmpty()) {
      return Optional.empty();
    }
    String line = read.get();
    number++;
    try {
      Object parsed = MAPPER.readValue(line, Object.class);
      if (!(parsed instanceof Map<?, ?>)) {
        return Optional.of(unreadable(line, "The line is not a JSON object."));
      }
      @SuppressWarnings("unchecked") // JSON objects have text for keys.
      Map<String, Object> values = (Map<String, Object>) parsed;
      values.values().removeIf(Objects::isNull);
      columns.addAll(values.keySet());
      return Optional.of(ParsedRow.read(number, values, () -> line));
    } catch (JsonProcessingException e) {
      return Optional.of(unreadable(line, "The line is not JSON: " + e.getOriginalMessage()));
    }
  }

  private ParsedRow unreadable(String line, String fault) {
    return ParsedRow.unreadable(number, () -> line, fault);
  }

  /** A file that is one long line must not fill the memory. */
  private Optional<String> line() throws IOException {
    Reader reader = file.reader();
    StringBuilder line = new StringBuilder();
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      if (c == '\n') {
        return Optional.of(line.toString());
      }
      line.append((char) c);
      if (line.length() > LONGEST_LINE) {
        throw new IOException(
            "Line "
                + (number + 1)
                + " is longer than 16 million characters. Write one JSON object per line, not one"
                + " array.");
      }
    }
    return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
  }

  @Override
  public long bytesRead() {
    return file.bytesRead();
  }

  @Override
  public String fingerprint() throws IOException {
    return file.fingerprint();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
