package io.onelift.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.onelift.event.Field;
import io.onelift.json.IdentifierJson;
import io.onelift.json.Json;
import io.onelift.json.MemberJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Columns {@code profile_id}, {@code user_id}, {@code identifiers} ({@code type:value}, apart by
 * blanks), then the traits. Lists and objects are JSON.
 */
final class CsvSink implements MemberSink {
  private final CsvWriter csv;
  private final List<String> traits;

  CsvSink(Path file, List<Field> traits) throws IOException {
    this.csv = CsvWriter.builder().build(file);
    this.traits = traits.stream().map(Field::name).toList();
    List<String> heading = new ArrayList<>(List.of("profile_id", "user_id", "identifiers"));
    heading.addAll(this.traits);
    csv.writeRecord(heading);
  }

  @Override
  public void write(List<MemberJson> members) {
    for (MemberJson member : members) {
      List<String> row = new ArrayList<>();
      row.add(member.profileId());
      row.add(member.userId().orElse(""));
      row.add(
          member.identifiers().stream()
              .map((IdentifierJson one) -> one.type() + ":" + one.value())
              .collect(Collectors.joining(" ")));
      traits.forEach(trait -> row.add(text(member.traits().get(trait))));
      csv.writeRecord(row);
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case null -> "";
      case Map<?, ?> _, Collection<?> _ ->
          new String(Json.bytes(value), java.nio.charset.StandardCharsets.UTF_8);
      default -> value.toString();
    };
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
