package io.onelift.imports;

import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.files.FileShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a user says of a table's columns, held against the file and against what was found. */
final class TableColumns {
  private TableColumns() {}

  /**
   * Checks that the key's and the joins' columns are there.
   *
   * @throws InvalidInput with every problem
   */
  static void check(ImportRequest request, FileShape shape) {
    List<Problem> problems = new ArrayList<>();
    request
        .key()
        .orElse(List.of())
        .forEach(column -> known(column, "/key", shape).ifPresent(problems::add));
    request
        .joins()
        .orElse(List.of())
        .forEach(join -> known(join.column(), "/joins", shape).ifPresent(problems::add));
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static Optional<Problem> known(String column, String pointer, FileShape shape) {
    return shape.column(column).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                pointer, "The file has no column '" + column + "'; it has " + shape.names() + "."));
  }

  /** What users confirmed stays; the rest is what was found last. */
  static List<TableJoin> merge(List<TableJoin> before, List<TableJoin> found) {
    List<TableJoin> all = new ArrayList<>(before.stream().filter(TableJoin::confirmed).toList());
    found.stream().filter(join -> all.stream().noneMatch(join::sameTarget)).forEach(all::add);
    return all;
  }
}
