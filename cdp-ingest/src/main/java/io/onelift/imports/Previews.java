package io.onelift.imports;

import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.files.ColumnShape;
import io.onelift.files.FileShape;
import io.onelift.imports.JoinFinder.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at the first rows of a file and says what an import would make of it. */
final class Previews {
  /** Rows looked at: enough for types and keys, few enough for an answer at once. */
  private static final int ROWS = 10_000;

  private final JoinFinder joins;

  Previews(JoinFinder joins) {
    this.joins = joins;
  }

  /**
   * @throws InvalidInput when the file cannot be read at all
   */
  Preview of(String upload, ImportRequest request) {
    FileShape shape = shape(request);
    List<Problem> problems = new ArrayList<>();
    for (ColumnShape column : shape.columns()) {
      if (column.ambiguous()) {
        problems.add(
            new Problem(
                "/columns/" + column.name(),
                "'"
                    + column.samples().getFirst()
                    + "' can be read day first and month first; it is read as "
                    + column.dateFormat().orElse("")
                    + ". Say date_order=dmy or date_order=mdy."));
      }
    }
    if (shape.faults() > 0) {
      problems.add(
          new Problem(
              "/file",
              shape.faults()
                  + " of the first "
                  + shape.rows()
                  + " rows cannot be read and would be rejected."));
    }
    if (request.kind() == ImportKind.TABLE) {
      List<Sample> samples =
          shape.columns().stream()
              .map(column -> new Sample(column.name(), column.type(), column.values()))
              .toList();
      return new Preview(
          upload,
          request.name(),
          shape,
          Map.of(),
          TableKeys.likely(shape),
          joins.of(request.name(), samples),
          problems);
    }
    return new Preview(
        upload,
        request.name(),
        shape,
        mapping(request, shape, problems),
        List.of(),
        List.of(),
        problems);
  }

  private static Map<String, Object> mapping(
      ImportRequest request, FileShape shape, List<Problem> problems) {
    if (request.mapping().isBlank()) {
      ProposedMapping proposed = ProposedMapping.of(request.kind(), request.name(), shape);
      problems.addAll(proposed.problems());
      return proposed.mapping().json();
    }
    try {
      return Mapping.parse(request.mapping(), request.kind(), shape).json();
    } catch (InvalidInput e) {
      problems.addAll(e.problems());
      return Map.of();
    }
  }

  /**
   * The shape of the first rows.
   *
   * @throws InvalidInput when the file cannot be read or has no rows
   */
  static FileShape shape(ImportRequest request) {
    FileShape shape;
    try {
      shape = FileShape.ofBeginning(request.file(), request.options(), ROWS);
    } catch (IOException e) {
      throw new InvalidInput("/file", "The file cannot be read: " + e.getMessage());
    }
    if (shape.rows() == shape.faults()) {
      throw new InvalidInput(
          "/file", "The file has no rows" + (shape.rows() == 0 ? "." : " that can be read."));
    }
    return shape;
  }
}
