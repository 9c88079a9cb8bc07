package io.onelift.semantic;

import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.semantic.Learned.TableShape;
import io.onelift.semantic.Subject.OfProfile;
import io.onelift.semantic.Subject.OfProperty;
import io.onelift.semantic.Subject.OfTable;
import io.onelift.semantic.Subject.OfTrait;
import io.onelift.semantic.TableDeclaration.DeclaredJoin;
import java.util.List;
import java.util.Optional;

/** Checks what is said of tables and subjects. */
final class TableCheck {
  private final KnownNames names;

  TableCheck(KnownNames names) {
    this.names = names;
  }

  void subject(Subject subject) {
    String pointer = "/subjects/" + subject.key();
    switch (subject.identity()) {
      case OfProperty property -> names.property(pointer + "/property", property.property());
      case OfTrait trait -> names.trait(pointer + "/trait", trait.trait());
      case OfTable table ->
          names.column(
              pointer + "/column", names.table(pointer + "/table", table.table()), table.column());
      case OfProfile _ -> {}
    }
  }

  void table(String name, TableDeclaration said) {
    String pointer = "/tables/" + name;
    Optional<TableShape> table = names.table(pointer, name);
    for (int i = 0; i < said.key().size(); i++) {
      names.column(pointer + "/key/" + i, table, said.key().get(i));
    }
    said.time()
        .ifPresent(
            time -> names.time(pointer + "/time", names.column(pointer + "/time", table, time)));
    List<DeclaredJoin> joins = said.joins();
    for (int i = 0; i < joins.size(); i++) {
      join(pointer + "/joins/" + i, table, joins.get(i));
    }
  }

  private void join(String pointer, Optional<TableShape> table, DeclaredJoin join) {
    Optional<Field> column = names.column(pointer + "/column", table, join.column());
    if (join.to().equals(DeclaredJoin.NOWHERE) || !join.identifier().isEmpty()) {
      return;
    }
    String on = pointer + "/on";
    Optional<Field> target =
        switch (join.to()) {
          case SemanticModel.CUSTOMERS -> names.trait(on, join.on());
          case SemanticModel.EVENTS -> names.property(on, join.on());
          default -> names.column(on, names.table(pointer + "/to", join.to()), join.on());
        };
    if (column.isPresent() && target.isPresent() && differ(column.get(), target.get())) {
      names.add(
          on,
          "'"
              + join.column()
              + "' is "
              + column.get().type()
              + " and '"
              + join.on()
              + "' is "
              + target.get().type()
              + "; only values of one type can be joined");
    }
  }

  private static boolean differ(Field column, Field target) {
    return column.type() != target.type()
        || column.type() == ValueType.LIST
        || target.type() == ValueType.LIST;
  }
}
