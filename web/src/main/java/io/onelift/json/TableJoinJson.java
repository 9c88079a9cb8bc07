package io.onelift.json;

import io.onelift.imports.TableJoin;
import java.util.Locale;
import java.util.Optional;

/**
 * A column of an imported table whose values are those of something else.
 *
 * @param to {@code identifier}, {@code trait}, {@code property} or {@code table}
 * @param name of the identifier type, trait, property or table
 * @param share of the column's values that were found there, 0 to 1
 * @param confirmed by a user; else proposed
 */
public record TableJoinJson(
    String column,
    String to,
    String name,
    Optional<String> targetColumn,
    double share,
    boolean confirmed) {
  public static TableJoinJson of(TableJoin join) {
    return new TableJoinJson(
        join.column(),
        join.to().name().toLowerCase(Locale.ROOT),
        join.name(),
        join.targetColumn().isEmpty() ? Optional.empty() : Optional.of(join.targetColumn()),
        join.share(),
        join.confirmed());
  }
}
