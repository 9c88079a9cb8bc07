package io.onelift.warehouse;

import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The current row of a result; valid only inside the call that hands it over. */
public final class Row {
  private final ClickHouseBinaryFormatReader reader;

  Row(ClickHouseBinaryFormatReader reader) {
    this.reader = reader;
  }

  public boolean isNull(String column) {
    return !reader.hasValue(column);
  }

  /** The text of a String column. */
  public String text(String column) {
    return reader.getString(column);
  }

  /** The value of an integer column of up to 64 bits; UInt64 beyond 2^63 fails. */
  public long integer(String column) {
    return reader.getLong(column);
  }

  public double number(String column) {
    return reader.getDouble(column);
  }

  public boolean flag(String column) {
    return reader.getBoolean(column);
  }

  public Instant time(String column) {
    return reader.getZonedDateTime(column).toInstant();
  }

  public <T> List<T> list(String column) {
    return List.copyOf(reader.<T>getList(column));
  }

  /** A Map(String, String) column. */
  public Map<String, String> map(String column) {
    Map<String, String> value = reader.readValue(column);
    return Map.copyOf(value);
  }

  /** The value as the client reads it, or null. */
  public Object value(String column) {
    return isNull(column) ? null : reader.readValue(column);
  }
}
