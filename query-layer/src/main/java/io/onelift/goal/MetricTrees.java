package io.onelift.goal;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.figure.Documents;
import io.onelift.figure.Figures;
import io.onelift.goal.MetricTree.Node;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.metastore.Metastore;
import io.onelift.resolve.Access;
import io.onelift.rootcause.LogMean;
import io.onelift.semantic.Metric;
import io.onelift.tag.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The metric trees of the project and their figures. Safe for use by many threads. */
public final class MetricTrees {
  private final Documents<MetricTree> documents;
  private final Figures figures;

  public MetricTrees(Metastore metastore, Figures figures) {
    this.documents = new Documents<>(metastore, "metric_tree", "metric tree", MetricTreeJson.CODEC);
    this.figures = figures;
  }

  /**
   * A metric in a tree with its figures.
   *
   * @param contribution to the change of its parent, in the parent's unit; empty at the top, where
   *     the children have no formula, and where a factor is not above zero
   * @param unexplained what of this one's change its children do not add up to; empty where they
   *     have no contributions
   */
  public record NodeFigures(
      Node node,
      OptionalDouble before,
      OptionalDouble after,
      OptionalDouble contribution,
      OptionalDouble unexplained,
      List<NodeFigures> children) {
    public NodeFigures {
      children = List.copyOf(children);
    }
  }

  public List<Stored<MetricTree>> list() {
    return documents.list();
  }

  public Stored<MetricTree> require(String key) {
    return documents.require(key);
  }

  /**
   * Saves a new one.
   *
   * @throws InvalidInput with everything that is wrong with it
   */
  public Stored<MetricTree> create(String key, JsonNode json, String by) {
    return documents.create(key, checked(json), by);
  }

  /** Saves a new version; throws as {@link #create}. */
  public Stored<MetricTree> update(String key, JsonNode json, String by) {
    return documents.update(key, checked(json), by);
  }

  public void delete(String key, String by) {
    documents.delete(key, by);
  }

  private MetricTree checked(JsonNode json) {
    MetricTree tree = MetricTreeJson.parse(json);
    List<Problem> problems = new ArrayList<>();
    check(tree.root(), "/root", problems);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return tree;
  }

  private void check(Node node, String pointer, List<Problem> problems) {
    if (figures.model().metric(node.metric()).isEmpty()) {
      List<String> known = figures.model().metrics().stream().map(Metric::key).toList();
      problems.add(
          new Problem(
              pointer + "/metric",
              "There is no metric '"
                  + node.metric()
                  + "'. "
                  + NearestName.hint(node.metric(), known)));
    }
    for (int i = 0; i < node.children().size(); i++) {
      check(node.children().get(i), pointer + "/children/" + i, problems);
    }
  }

  /** The figures of a tree in two periods, and what each child adds to its parent's change. */
  public NodeFigures figures(MetricTree tree, DayRange before, DayRange after, Access access) {
    return evaluated(tree.root(), before, after, access);
  }

  private NodeFigures evaluated(Node node, DayRange before, DayRange after, Access access) {
    OptionalDouble then = figures.figure(node.metric(), node.filters(), before, access);
    OptionalDouble now = figures.figure(node.metric(), node.filters(), after, access);
    List<NodeFigures> children =
        node.children().stream().map(child -> evaluated(child, before, after, access)).toList();
    List<NodeFigures> shares = new ArrayList<>();
    double explained = 0;
    boolean all = !children.isEmpty();
    for (int i = 0; i < children.size(); i++) {
      NodeFigures child = children.get(i);
      OptionalDouble contribution = contribution(node, then, now, child, i);
      explained += contribution.orElse(0);
      all &= contribution.isPresent();
      shares.add(
          new NodeFigures(
              child.node(),
              child.before(),
              child.after(),
              contribution,
              child.unexplained(),
              child.children()));
    }
    return new NodeFigures(
        node,
        then,
        now,
        OptionalDouble.empty(),
        all && then.isPresent() && now.isPresent()
            ? OptionalDouble.of(now.getAsDouble() - then.getAsDouble() - explained)
            : OptionalDouble.empty(),
        shares);
  }

  private static OptionalDouble contribution(
      Node parent, OptionalDouble then, OptionalDouble now, NodeFigures child, int place) {
    if (then.isEmpty() || now.isEmpty() || child.before().isEmpty() || child.after().isEmpty()) {
      return OptionalDouble.empty();
    }
    return switch (parent.relation()) {
      case SUM -> OptionalDouble.of(child.after().getAsDouble() - child.before().getAsDouble());
      case PRODUCT -> factor(then, now, child, 1);
      case QUOTIENT -> factor(then, now, child, place == 0 ? 1 : -1);
      case INFLUENCE -> OptionalDouble.empty();
    };
  }

  /**
   * @param sign -1 for what is divided by
   */
  private static OptionalDouble factor(
      OptionalDouble then, OptionalDouble now, NodeFigures child, int sign) {
    double before = child.before().getAsDouble();
    double after = child.after().getAsDouble();
    boolean positive = then.getAsDouble() > 0 && now.getAsDouble() > 0 && before > 0 && after > 0;
    return positive
        ? OptionalDouble.of(
            sign * LogMean.contribution(then.getAsDouble(), now.getAsDouble(), before, after))
        : OptionalDouble.empty();
  }
}
