package io.onelift.http;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.warehouse.Warehouse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The values that text fields have, where they are few. Kept for a minute, because a catalog is
 * asked for often and new values are rare.
 */
final class EnumLikeValues {
  static final int MOST = 200;
  private static final int BATCH = 40;
  private static final Duration KEPT = Duration.ofMinutes(1);

  /** A value and how many rows have it. */
  record Counted(String value, long count) {}

  private record Key(String table, List<Field> fields) {}

  private final Warehouse warehouse;
  private final LoadingCache<Key, Map<String, List<Counted>>> known =
      Caffeine.newBuilder().maximumSize(100).expireAfterWrite(KEPT).build(this::load);

  EnumLikeValues(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** By trait name, most frequent first; personal traits and those of many values left out. */
  Map<String, List<Counted>> ofTraits(List<Field> traits) {
    return all("profiles", traits);
  }

  /** By property name. */
  Map<String, List<Counted>> ofProperties(List<Field> properties) {
    return all("events", properties);
  }

  private Map<String, List<Counted>> all(String table, List<Field> fields) {
    List<Field> texts =
        fields.stream().filter(f -> f.type() == ValueType.TEXT && !f.personal()).toList();
    return texts.isEmpty() ? Map.of() : known.get(new Key(table, texts));
  }

  // One pass over the table for many columns: approximate top values are enough to choose from.
  private Map<String, List<Counted>> load(Key key) {
    Map<String, List<Counted>> values = new LinkedHashMap<>();
    for (int from = 0; from < key.fields().size(); from += BATCH) {
      List<Field> some = key.fields().subList(from, Math.min(key.fields().size(), from + BATCH));
      warehouse.forEach(
          sql(key.table(), some),
          Map.of(),
          row -> {
            for (int i = 0; i < some.size(); i++) {
              List<String> names = row.list("v" + i);
              if (!names.isEmpty() && names.size() <= MOST) {
                values.put(some.get(i).name(), counted(names, row.list("n" + i)));
              }
            }
          });
    }
    return values;
  }

  private static String sql(String table, List<Field> fields) {
    StringBuilder sql = new StringBuilder("SELECT ");
    StringBuilder top = new StringBuilder();
    for (int i = 0; i < fields.size(); i++) {
      String column = Warehouse.identifier(fields.get(i).column());
      top.append(i == 0 ? "" : ", ")
          .append("approx_top_k(%d)(assumeNotNull(%s)) AS t%d".formatted(MOST + 1, column, i));
      sql.append(i == 0 ? "" : ", ")
          .append("arrayMap(x -> toString(x.1), t%1$d) AS v%1$d, ".formatted(i))
          .append("arrayMap(x -> toString(x.2), t%1$d) AS n%1$d".formatted(i));
    }
    return sql + " FROM (SELECT " + top + " FROM " + table + ")";
  }

  private static List<Counted> counted(List<String> names, List<String> counts) {
    List<Counted> counted = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).isEmpty()) {
        counted.add(new Counted(names.get(i), Long.parseLong(counts.get(i))));
      }
    }
    return counted;
  }
}
