package io.onelift.json;

import io.onelift.event.Problem;
import io.onelift.files.ColumnShape;
import io.onelift.imports.Preview;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an import would make of a file.
 *
 * @param upload names the file for the import; it is kept for an hour
 * @param mapping as an import takes it
 * @param keys columns that may name a row
 */
public record PreviewJson(
    String upload,
    String name,
    String encoding,
    String separator,
    String quote,
    boolean header,
    List<ColumnJson> columns,
    long rowsSampled,
    Map<String, Object> mapping,
    List<String> keys,
    List<TableJoinJson> joins,
    List<Problem> problems) {

  /**
   * A column.
   *
   * @param dateOrder {@code ymd}, {@code dmy} or {@code mdy}
   * @param ambiguous its days can be read day first and month first
   * @param empty share of the rows without a value, 0 to 1
   */
  public record ColumnJson(
      String name,
      String type,
      Optional<String> dateFormat,
      Optional<String> dateOrder,
      boolean ambiguous,
      double empty,
      List<String> samples) {}

  public static PreviewJson of(Preview preview) {
    long rows = preview.shape().rows() - preview.shape().faults();
    return new PreviewJson(
        preview.upload(),
        preview.name(),
        preview.shape().dialect().encoding(),
        String.valueOf(preview.shape().dialect().separator()),
        String.valueOf(preview.shape().dialect().quote()),
        preview.shape().dialect().header(),
        preview.shape().columns().stream().map(column -> column(column, rows)).toList(),
        preview.shape().rows(),
        preview.mapping(),
        preview.keys(),
        preview.joins().stream().map(TableJoinJson::of).toList(),
        preview.problems());
  }

  private static ColumnJson column(ColumnShape column, long rows) {
    return new ColumnJson(
        column.name(),
        column.type().name().toLowerCase(Locale.ROOT),
        column.dateFormat(),
        column.dateFormat().map(format -> column.dateOrder().name().toLowerCase(Locale.ROOT)),
        column.ambiguous(),
        rows == 0 ? 0 : 1 - (double) column.filled() / rows,
        column.samples());
  }
}
