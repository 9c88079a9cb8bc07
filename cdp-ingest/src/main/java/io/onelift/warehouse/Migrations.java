package io.onelift.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Brings the tables of a database up to date: runs every {@code warehouse/V<number>__<name>.sql} of
 * the class path that has not run yet, in the order of the numbers. Every module brings its own
 * files. A statement ends with a semicolon at the end of a line; {@code {{zone}}} and {@code
 * {{database}}} stand for the project's. ClickHouse has no transactions over definitions, so every
 * statement must be harmless when it runs again ({@code IF NOT EXISTS}).
 */
final class Migrations {
  private static final Pattern FILE = Pattern.compile("V\\d{3}__\\w+\\.sql");

  private final Warehouse warehouse;

  Migrations(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  void run() {
    warehouse.execute(
        "CREATE TABLE IF NOT EXISTS schema_migrations (name String, applied_at DateTime DEFAULT"
            + " now()) ENGINE = ReplacingMergeTree(applied_at) ORDER BY name");
    Set<String> applied =
        Set.copyOf(
            warehouse.query(
                "SELECT DISTINCT name FROM schema_migrations", Map.of(), row -> row.text("name")));
    scripts()
        .forEach(
            (name, script) -> {
              if (!applied.contains(name)) {
                apply(name, script);
              }
            });
  }

  private void apply(String name, String script) {
    for (String statement : statements(script)) {
      warehouse.execute(statement);
    }
    warehouse.execute(
        "INSERT INTO schema_migrations (name) SELECT {name:String}", Map.of("name", name));
  }

  private List<String> statements(String script) {
    String filled =
        script
            .replace("{{zone}}", warehouse.zone().getId())
            .replace("{{database}}", Warehouse.identifier(warehouse.config().database()));
    return Stream.of(filled.split(";[ \\t]*(\\r?\\n|$)"))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  private static SortedMap<String, String> scripts() {
    SortedMap<String, String> scripts = new TreeMap<>();
    try {
      for (URL folder :
          Collections.list(Migrations.class.getClassLoader().getResources("warehouse/"))) {
        collect(folder.toURI(), scripts);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The warehouse's migrations cannot be read", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The class path holds an address that is none", e);
    }
    return scripts;
  }

  private static void collect(URI folder, Map<String, String> scripts) throws IOException {
    if (folder.getScheme().equals("jar")) {
      try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
        collect(jar.getPath("warehouse"), scripts);
      }
    } else {
      collect(Path.of(folder), scripts);
    }
  }

  private static void collect(Path folder, Map<String, String> scripts) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (FILE.matcher(name).matches()) {
          try (InputStream in = Files.newInputStream(file)) {
            scripts.put(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      }
    }
  }
}
