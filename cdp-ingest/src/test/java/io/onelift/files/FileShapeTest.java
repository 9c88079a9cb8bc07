package io.onelift.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileShapeTest {
  private static final ReadOptions CSV = ReadOptions.of(FileFormat.CSV);

  @TempDir Path folder;

  @Test
  void learnsTheTypeThatFitsEveryValue() throws IOException {
    FileShape shape =
        shape(
            CSV,
            "n,code,flag,day,mixed,open_date,none\n"
                + "1,007,true,2026-10-01,1,20261001,NA\n"
                + "-2.5,008,false,2026-10-02 09:30:00,x,20261002,\n"
                + "NULL,009,true,NA,2,20261003,NA\n");

    assertThat(shape.rows()).isEqualTo(3);
    assertThat(types(shape))
        .isEqualTo(
            "n NUMBER, code TEXT, flag BOOLEAN, day TIME, mixed TEXT, open_date TIME, none TEXT");
    assertThat(shape.column("day").orElseThrow().filled()).isEqualTo(2);
    assertThat(shape.column("code").orElseThrow().unique()).isTrue();
    assertThat(shape.column("n").orElseThrow().unique()).isFalse();
  }

  @Test
  void tellsFromAllDaysWhatOrderTheyAreWrittenIn() throws IOException {
    FileShape shape =
        shape(
            CSV,
            "a,b,c,d\n"
                + "1/2/2026,1/2/2026,1/2/2026,1/2/2026\n"
                + "13/2/2026,1/13/2026,3/4/2026,13/13/2026\n");

    assertThat(shape.columns())
        .extracting(c -> c.dateOrder() + " " + c.ambiguous() + " " + c.dateFormat().orElse("-"))
        .startsWith("DMY false d/M/yyyy", "MDY false M/d/yyyy", "MDY true M/d/yyyy");
    assertThat(types(shape)).startsWith("a TIME, b TIME, c TIME");
    FileShape said =
        shape(
            new ReadOptions(
                FileFormat.CSV,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(DateOrder.DMY)),
            "c\n1/2/2026\n");
    assertThat(said.column("c").orElseThrow().ambiguous()).isFalse();
    assertThat(values(said, FileFormat.CSV)).containsExactly("{c=2026-02-01}");
  }

  @Test
  void givesTimesAsIsoAndRejectsImpossibleOnes() throws IOException {
    FileShape shape = shape(CSV, "id,at\n1,2026/10/1 9:30\n2,2026/13/1 9:30\n3,2026/2/30 9:30\n");

    assertThat(types(shape)).isEqualTo("id NUMBER, at TIME");
    assertThat(values(shape, FileFormat.CSV))
        .containsExactly(
            "{id=1, at=2026-10-01T09:30:00}",
            "'2026/13/1 9:30' in column at is no possible time.",
            "'2026/2/30 9:30' in column at is no possible time.");
  }

  @Test
  void keepsTheTypesOfJson() throws IOException {
    FileShape shape =
        shape(
            ReadOptions.of(FileFormat.JSONL),
            "{\"n\":1,\"text\":\"12\",\"at\":\"2026-10-01\",\"tags\":[\"a\"],\"in\":{\"x\":1}}\n"
                + "{\"n\":2.5,\"text\":\"13\",\"late\":true,\"big\":12345678901234567890}\n");

    assertThat(types(shape))
        .isEqualTo("n NUMBER, text TEXT, at TIME, tags LIST, in TEXT, late BOOLEAN, big TEXT");
  }

  @Test
  void saysWhenAQuoteIsNeverClosedAndALineNeverEnds() throws IOException {
    assertThatThrownBy(() -> shape(CSV, "a,b\n1,\"open\n" + "2,x\n".repeat(6_000_000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("never closed");
    assertThatThrownBy(
            () -> shape(ReadOptions.of(FileFormat.JSONL), "[" + "{\"a\":1},".repeat(3_000_000)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("one JSON object per line");
  }

  @Test
  void theFingerprintIsThatOfTheBytes() throws IOException {
    String one = shape(CSV, "a\n1\n").fingerprint();

    assertThat(shape(CSV, "a\n1\n").fingerprint()).isEqualTo(one).hasSize(24);
    assertThat(shape(CSV, "a\n2\n").fingerprint()).isNotEqualTo(one);
  }

  private FileShape shape(ReadOptions options, String text) throws IOException {
    return FileShape.of(
        Files.writeString(folder.resolve("rows"), text), options, (bytes, rows) -> true);
  }

  private static String types(FileShape shape) {
    return shape.columns().stream()
        .map(column -> column.name() + " " + column.type())
        .collect(Collectors.joining(", "));
  }

  private List<String> values(FileShape shape, FileFormat format) throws IOException {
    List<String> values = new ArrayList<>();
    try (FileRows rows = FileRows.open(folder.resolve("rows"), format, shape)) {
      for (Optional<ParsedRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        values.add(row.get().fault().orElse(row.get().values().toString()));
      }
    }
    return values;
  }
}
