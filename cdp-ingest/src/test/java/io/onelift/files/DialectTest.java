package io.onelift.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialectTest {
  private static final Charset GBK = Charset.forName("GBK");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"GBK,GBK", "UTF-8,UTF-8", "UTF-16LE,UTF-16LE"})
  void tellsTheEncoding(String written, String told) throws IOException {
    String mark = written.startsWith("UTF") ? "\uFEFF" : "";
    Path file = file(mark + "编号,城市\n1,上海\n2,北京\n", Charset.forName(written));

    assertThat(Dialect.of(file, ReadOptions.of(FileFormat.CSV)).encoding()).isEqualTo(told);
    assertThat(values(file)).containsExactly("[1, 上海]", "[2, 北京]");
  }

  @Test
  void tellsWesternLettersFromChineseCharacters() throws IOException {
    Path file = file("name\nAndré\nZoë\n", StandardCharsets.ISO_8859_1);

    assertThat(Dialect.of(file, ReadOptions.of(FileFormat.CSV)).encoding())
        .isEqualTo("windows-1252");
    assertThat(values(file)).containsExactly("[André]", "[Zoë]");
  }

  @Test
  void looksFurtherThanTheBeginningForTheEncoding() throws IOException {
    String ascii = "1,plain text that says nothing of its encoding\n".repeat(60_000);
    String chinese = "2,上海\n".repeat(200_000);
    Path file = file("id,note\n" + ascii + chinese, GBK);

    assertThat(Dialect.of(file, ReadOptions.of(FileFormat.CSV)).encoding()).isEqualTo("GBK");
  }

  @Test
  void rejectsARowThatIsNotValidInTheEncoding() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("id,city\n1,上海\n2,北京\n".getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes("3,广州\n".getBytes(GBK));
    Path file = folder.resolve("mixed.csv");
    Files.write(file, bytes.toByteArray());

    List<ParsedRow> rows = rows(file, ReadOptions.of(FileFormat.CSV));

    assertThat(rows.get(2).fault().orElseThrow()).contains("not valid in UTF-8");
    assertThat(rows.get(1).fault()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "a;b;c\\n1,5;2,5;3\\n4,1;5;6!;",
        "a\\tb\\n1,2\\t3\\n!'\t'",
        "a|b\\n\"x|y\"|2\\n!|",
        "only\\n1\\n!,",
        "a,b\\n\"1;2;3\",x\\n\"4;5;6\",y\\n!,"
      })
  void tellsTheSeparator(String text, char separator) throws IOException {
    Path file = file(text.replace("\\n", "\n").replace("\\t", "\t"), StandardCharsets.UTF_8);

    assertThat(Dialect.of(file, ReadOptions.of(FileFormat.CSV)).separator()).isEqualTo(separator);
  }

  @Test
  void tellsSingleQuotes() throws IOException {
    Path file = file("'a','b'\n'x,y','z'\n", StandardCharsets.UTF_8);

    assertThat(values(file)).containsExactly("[x,y, z]");
  }

  @Test
  void seesThatThereIsNoHeader() throws IOException {
    Path file = file("1,上海,2026-01-02\n2,北京,2026-01-03\n", StandardCharsets.UTF_8);

    assertThat(Dialect.of(file, ReadOptions.of(FileFormat.CSV)).header()).isFalse();
    assertThat(rows(file, ReadOptions.of(FileFormat.CSV)).getFirst().values())
        .containsEntry("column_1", "1")
        .containsEntry("column_2", "上海");
  }

  @Test
  void doesWhatTheUserSays() throws IOException {
    Path file = file("编号;城市\n1;上海\n", GBK);
    ReadOptions said =
        new ReadOptions(
            FileFormat.CSV,
            Optional.of("GBK"),
            Optional.of('|'),
            Optional.of(false),
            Optional.empty());

    assertThat(rows(file, said))
        .extracting(row -> row.values().get("column_1"))
        .containsExactly("编号;城市", "1;上海");
  }

  @Test
  void givesColumnsWithoutANameAndTwinsOnesOfTheirOwn() throws IOException {
    Path file = file(",a,a\nx,y,z\n", StandardCharsets.UTF_8);

    assertThat(rows(file, ReadOptions.of(FileFormat.CSV)).getFirst().values())
        .containsOnlyKeys("column_1", "a", "a_2");
  }

  @Test
  void readsCompressedText() throws IOException {
    Path file = folder.resolve("rows.csv.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,b\n1,上海\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(values(file)).containsExactly("[1, 上海]");
  }

  private Path file(String text, Charset charset) throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.write(file, text.getBytes(charset));
    return file;
  }

  private static List<String> values(Path file) throws IOException {
    return rows(file, ReadOptions.of(FileFormat.CSV)).stream()
        .map(row -> row.values().values().toString())
        .toList();
  }

  private static List<ParsedRow> rows(Path file, ReadOptions options) throws IOException {
    List<ParsedRow> all = new ArrayList<>();
    try (FileRows rows = FileRows.open(file, options.format(), Dialect.of(file, options))) {
      for (Optional<ParsedRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        all.add(row.get());
      }
    }
    return all;
  }
}
