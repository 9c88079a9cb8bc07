package io.onelift.http;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.onelift.compute.TagUploads.Row;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import java.util.ArrayList;
import java.util.List;

/** The rows of an upload of tag values, as people send them. */
final class UploadRows {
  private static final int MOST_PROBLEMS = 100;

  private UploadRows() {}

  /** From {@code {"values":[{"id":"u1","value":"gold"}]}}; a value may be a number or a flag. */
  static List<Row> json(JsonNode body) {
    JsonNode values = body.path("values");
    if (!values.isArray()) {
      throw new InvalidInput("/values", "must be a list of {\"id\":…,\"value\":…}");
    }
    List<Row> rows = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < values.size() && problems.size() < MOST_PROBLEMS; i++) {
      JsonNode id = values.get(i).path("id");
      JsonNode value = values.get(i).path("value");
      if (!id.isValueNode() || id.isNull()) {
        problems.add(new Problem("/values/" + i + "/id", "is missing"));
      }
      if (!value.isValueNode() || value.isNull()) {
        problems.add(new Problem("/values/" + i + "/value", "is missing"));
      }
      rows.add(new Row(id.asText(), value.asText()));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return rows;
  }

  /** From CSV with two columns; a first line {@code id,value} names them and counts for nothing. */
  static List<Row> csv(String text) {
    List<Row> rows = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (CsvReader<CsvRecord> lines = CsvReader.builder().ofCsvRecord(plain)) {
      for (CsvRecord line : lines) {
        boolean head = rows.isEmpty() && line.getFields().equals(List.of("id", "value"));
        if (line.getFieldCount() != 2) {
          problems.add(
              new Problem(
                  "",
                  "line "
                      + line.getStartingLineNumber()
                      + " has "
                      + line.getFieldCount()
                      + " columns; an upload has two: the identifier and the value"));
        } else if (!head) {
          rows.add(new Row(line.getField(0), line.getField(1)));
        }
        if (problems.size() == MOST_PROBLEMS) {
          break;
        }
      }
    } catch (CsvParseException e) {
      problems.add(new Problem("", "is no CSV: " + e.getMessage()));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("A text in memory is always readable", e);
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return rows;
  }
}
