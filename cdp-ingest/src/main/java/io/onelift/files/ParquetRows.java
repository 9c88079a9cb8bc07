package io.onelift.files;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.SchemaNode;
import io.onelift.event.Flat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a Parquet file, a row group at a time. */
final class ParquetRows implements FileRows {
  private static final int THREADS = 2;

  private final Path path;
  private final HardwoodContext context;
  private final ParquetFileReader file;
  private final RowReader rows;
  private final List<String> columns;
  private final long total;
  private final long bytes;
  private long number;

  private ParquetRows(
      Path path, HardwoodContext context, ParquetFileReader file, RowReader rows, long bytes) {
    this.path = path;
    this.context = context;
    this.file = file;
    this.rows = rows;
    this.columns =
        file.getFileSchema().getRootNode().children().stream().map(SchemaNode::name).toList();
    this.total = file.getFileMetaData().numRows();
    this.bytes = bytes;
  }

  static ParquetRows open(Path path) throws IOException {
    HardwoodContext context = HardwoodContext.create(THREADS);
    try {
      ParquetFileReader file = ParquetFileReader.open(InputFile.of(path), context);
      return new ParquetRows(path, context, file, file.rowReader(), Files.size(path));
    } catch (IOException e) {
      context.close();
      throw e;
    } catch (RuntimeException e) {
      context.close();
      throw new IOException("This is no Parquet file that can be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Optional<ParsedRow> next() throws IOException {
    try {
      if (!rows.hasNext()) {
        return Optional.empty();
      }
      rows.next();
      number++;
      Map<String, Object> values = LinkedHashMap.newLinkedHashMap(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        Object value = rows.isNull(i) ? null : ParquetValue.plain(rows.getValue(i));
        // Data frames write NaN where there is nothing.
        if (value != null && !(value instanceof Double number && number.isNaN())) {
          values.put(columns.get(i), value);
        }
      }
      return Optional.of(ParsedRow.read(number, values, () -> Flat.json(values)));
    } catch (RuntimeException e) {
      throw new IOException("Row " + (number + 1) + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The share of the rows, in bytes: columns are not read one after the other. */
  @Override
  public long bytesRead() {
    return total == 0 ? bytes : (long) ((double) bytes * number / total);
  }

  @Override
  public String fingerprint() throws IOException {
    try (CountedInput input = new CountedInput(Files.newInputStream(path))) {
      input.transferTo(OutputStream.nullOutputStream());
      return input.fingerprint();
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
    file.close();
    context.close();
  }
}
