package io.onelift.execute;

import io.onelift.event.InvalidInput;
import io.onelift.print.BitmapForm;
import io.onelift.print.ClickHousePrinter;
import io.onelift.print.Printed;
import io.onelift.resolve.Access;
import io.onelift.resolve.Resolved;
import io.onelift.rewrite.Rewriter;
import io.onelift.rewrite.Rewriting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;

/** From meaning to a statement: the same way for every kind of question. */
final class Compiler {
  private Compiler() {}

  /** For people: the settings that give nulls and sets their standard meaning are in the text. */
  static Compiled compile(Resolved resolved, Access access, Bitmaps bitmaps) {
    return compile(Rewriter.rewrite(resolved, access), resolved, bitmaps);
  }

  /** The same, of what was rewritten before. */
  static Compiled compile(Rewriting rewriting, Resolved resolved, Bitmaps bitmaps) {
    return finish(print(rewriting, bitmaps::form), resolved, Settings.meaning());
  }

  /** For analyses, whose every group has a row, so that no aggregate is asked of nothing. */
  static Compiled compileAnalysis(Resolved resolved, Access access, Bitmaps bitmaps) {
    return finish(
        print(Rewriter.rewrite(resolved, access), bitmaps::form),
        resolved,
        Settings.internalMeaning());
  }

  /** For the product itself, which reads bitmaps and never wants null where nothing is. */
  static Compiled compileInternal(Resolved resolved, Bitmaps bitmaps) {
    return finish(
        print(Rewriter.rewrite(resolved, Access.INTERNAL), bitmaps::form),
        resolved,
        Settings.internalMeaning());
  }

  /** For the statements of tags, which people write and the product reads. */
  static Compiled compileTag(Resolved resolved) {
    return finish(
        print(Rewriter.rewrite(resolved, Access.TAGS), Bitmaps.none()::form),
        resolved,
        Settings.meaningOfTags());
  }

  /**
   * Writes a statement.
   *
   * @param forms gives the form for a bitmap's name
   */
  static Printed print(Rewriting rewriting, Function<String, BitmapForm> forms) {
    try {
      return ClickHousePrinter.print(rewriting.resolved(), forms);
    } catch (UnsupportedOperationException e) {
      throw new InvalidInput("/sql", "ClickHouse has no way to write this: " + e.getMessage());
    }
  }

  private static Compiled finish(Printed printed, Resolved resolved, String settings) {
    Map<String, Object> params = new LinkedHashMap<>();
    for (int index : printed.values()) {
      params.put("p" + index, resolved.values().get(index));
    }
    return new Compiled(
        printed.sql() + settings, params, printed.bitmaps(), resolved.columns(), flags(resolved));
  }

  private static Set<Integer> flags(Resolved resolved) {
    return resolved.tree().getRowType().getFieldList().stream()
        .filter(field -> field.getType().getSqlTypeName() == SqlTypeName.BOOLEAN)
        .map(RelDataTypeField::getIndex)
        .collect(Collectors.toSet());
  }
}
