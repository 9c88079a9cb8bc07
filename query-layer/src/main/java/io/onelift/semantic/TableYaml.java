package io.onelift.semantic;

import io.onelift.semantic.Join.Cardinality;
import io.onelift.semantic.TableDeclaration.DeclaredJoin;
import io.onelift.tag.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Reads what is said of one imported table. */
final class TableYaml {
  private TableYaml() {}

  static TableDeclaration read(String name, ModelNode node) {
    node.allow(Set.of("zh", "en", "synonyms", "key", "time", "joins"));
    if (SemanticModel.OWN_TABLES.contains(name)) {
      node.problem("'" + name + "' is the product's own table and cannot be declared");
    }
    List<DeclaredJoin> joins = new ArrayList<>();
    for (ModelNode item : node.child("joins").items()) {
      joins.add(join(item));
    }
    return new TableDeclaration(
        ModelYaml.names(node, name), node.texts("key"), node.optionalText("time"), joins);
  }

  private static DeclaredJoin join(ModelNode node) {
    node.allow(Set.of("column", "to", "on", "identifier", "cardinality"));
    String column = node.text("column");
    String to = node.optionalText("to").orElse(node.has("identifier") ? "customers" : "");
    if (to.isEmpty()) {
      node.problem(
          "'to' is missing: another table, customers, events, or none to drop what was found");
    }
    String identifier = node.optionalText("identifier").orElse("");
    if (!identifier.isEmpty() && !to.equals(SemanticModel.CUSTOMERS)) {
      node.child("identifier").problem("Identifiers find customers, not " + to);
    }
    if (!identifier.isEmpty() && node.has("on")) {
      node.problem("Give either 'identifier' or 'on', not both");
    }
    String on = identifier.isEmpty() ? node.optionalText("on").orElse(column) : "";
    return new DeclaredJoin(column, to, on, identifier, cardinality(node));
  }

  private static Cardinality cardinality(ModelNode node) {
    String text = node.optionalText("cardinality").orElse(Cardinality.MANY_TO_ONE.word());
    for (Cardinality cardinality : Cardinality.values()) {
      if (cardinality.word().equals(text)) {
        return cardinality;
      }
    }
    List<String> words = Arrays.stream(Cardinality.values()).map(Cardinality::word).toList();
    node.child("cardinality")
        .problem("'" + text + "' is no cardinality. " + NearestName.hint(text, words));
    return Cardinality.MANY_TO_MANY;
  }
}
