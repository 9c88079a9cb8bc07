package io.onelift.semantic;

import io.onelift.semantic.Subject.Identity;
import io.onelift.semantic.Subject.OfProfile;
import io.onelift.semantic.Subject.OfProperty;
import io.onelift.semantic.Subject.OfTable;
import io.onelift.semantic.Subject.OfTrait;
import java.util.List;
import java.util.Set;

/** Reads one subject. */
final class SubjectYaml {
  private static final List<String> IDENTITIES = List.of("property", "trait", "table", "profile");

  private SubjectYaml() {}

  static Subject read(String key, ModelNode node) {
    ModelYaml.checkKey(key, node);
    node.allow(Set.of("zh", "en", "synonyms", "property", "trait", "table", "column", "profile"));
    if (node.has("column") && !node.has("table")) {
      node.child("column").problem("'column' goes with 'table', which is missing");
    }
    Identity identity =
        node.oneOf(IDENTITIES, "What tells the subjects apart")
            .map(word -> identity(word, node))
            .orElse(new OfProfile());
    return new Subject(key, ModelYaml.names(node, key), identity);
  }

  private static Identity identity(String word, ModelNode node) {
    return switch (word) {
      case "property" -> new OfProperty(node.text("property"));
      case "trait" -> new OfTrait(node.text("trait"));
      case "table" -> new OfTable(node.text("table"), node.text("column"));
      default -> new OfProfile();
    };
  }
}
