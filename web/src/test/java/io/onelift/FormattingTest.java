package io.onelift;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FormattingTest {
  @Test
  void everyFileIsAsGoogleJavaFormatWritesIt() {
    List<Path> offenders =
        Stream.concat(Sources.java("main").stream(), Sources.java("test").stream())
            .parallel()
            .filter(file -> !isFormatted(file))
            .map(file -> Sources.root().relativize(file))
            .sorted()
            .toList();
    assertThat(offenders).as("files to format with google-java-format").isEmpty();
  }

  private static boolean isFormatted(Path file) {
    String source = Sources.read(file);
    try {
      String tidy =
          RemoveUnusedImports.removeUnusedImports(
              ImportOrderer.reorderImports(source, Style.GOOGLE));
      return source.equals(new Formatter().formatSource(tidy));
    } catch (FormatterException e) {
      throw new AssertionError("Cannot parse " + file, e);
    }
  }
}
