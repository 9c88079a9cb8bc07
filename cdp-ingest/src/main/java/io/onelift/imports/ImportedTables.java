package io.onelift.imports;

import io.onelift.metastore.Definitions;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.metastore.Metastore;
import java.util.List;
import java.util.Optional;

/** The tables that came from files. */
public final class ImportedTables {
  private final Definitions<ImportedTable> definitions;

  public ImportedTables(Metastore metastore) {
    this.definitions = metastore.definitions("table", ImportedTable.class);
  }

  public List<ImportedTable> list() {
    return definitions.list().stream().map(Stored::value).toList();
  }

  public Optional<ImportedTable> find(String name) {
    return definitions.find(name).map(Stored::value);
  }

  void save(ImportedTable table) {
    definitions.save(table.name(), table, "import");
  }
}
