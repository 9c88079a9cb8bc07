package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.event.Problem;
import io.onelift.files.FileFormat;
import io.onelift.files.ReadOptions;
import io.onelift.imports.ImportKind;
import io.onelift.imports.ImportRequest;
import io.onelift.imports.RequestJson;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a call says of an import, in its address or in the parts of its form. */
final class ImportParameters {
  private final Context context;
  private final List<Problem> problems;

  /**
   * @param problems gets what is wrong
   */
  ImportParameters(Context context, List<Problem> problems) {
    this.context = context;
    this.problems = problems;
  }

  /** The name of the file that comes with the call, or that came before. */
  String fileName(Optional<String> ofUpload) {
    return ofUpload.or(() -> said("filename")).orElse("upload.csv");
  }

  /** A file that was sent before. */
  Optional<String> upload() {
    return said("upload");
  }

  Optional<FileFormat> format(String fileName) {
    Optional<FileFormat> format = FileFormat.ofName(fileName);
    if (format.isEmpty()) {
      problems.add(
          new Problem(
              "/filename",
              "'"
                  + fileName
                  + "' has no known ending. Use .csv, .tsv, .jsonl, .ndjson or .parquet"));
    }
    kind();
    dryRun();
    options(FileFormat.CSV);
    return format;
  }

  ImportRequest request(String fileName, Path file, FileFormat format) {
    return new ImportRequest(
        kind().orElseThrow(),
        said("name").orElseGet(() -> name(fileName)),
        file,
        options(format),
        said("mapping").orElse(""),
        dryRun(),
        said("key").map(ImportParameters::names),
        said("joins").map(RequestJson::joins));
  }

  private ReadOptions options(FileFormat format) {
    return ReadOptions.parse(
        format,
        said("encoding").orElse(""),
        said("separator").orElse(""),
        said("header").orElse(""),
        said("date_order").orElse(""),
        problems);
  }

  private Optional<ImportKind> kind() {
    String word = said("as").orElse("");
    Optional<ImportKind> kind =
        Stream.of(ImportKind.values())
            .filter(candidate -> candidate.name().toLowerCase(Locale.ROOT).equals(word))
            .findFirst();
    if (kind.isEmpty()) {
      problems.add(
          new Problem("/as", "'" + word + "' is not a choice. Use ?as=events, profiles or table"));
    }
    return kind;
  }

  private boolean dryRun() {
    String word = said("dry_run").orElse("false");
    if (!word.equals("true") && !word.equals("false")) {
      problems.add(new Problem("/dry_run", "'" + word + "' is not a choice. Use true or false"));
    }
    return word.equals("true");
  }

  /** Names between commas; an empty text names none. */
  private static List<String> names(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }

  private static String name(String fileName) {
    String base =
        fileName
            .replaceFirst("(?i)\\.gz$", "")
            .replaceFirst("\\.[^.]*$", "")
            .toLowerCase(Locale.ROOT);
    String safe = base.replaceAll("[^\\p{Ll}\\p{Lo}\\p{N}_]+", "_");
    return safe.isEmpty() || !Character.isLetter(safe.codePointAt(0)) ? "import_" + safe : safe;
  }

  private Optional<String> said(String name) {
    return Optional.ofNullable(context.queryParam(name))
        .or(
            () ->
                context.isMultipartFormData()
                    ? Optional.ofNullable(context.formParam(name))
                    : Optional.empty());
  }
}
