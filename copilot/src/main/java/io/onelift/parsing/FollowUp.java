package io.onelift.parsing;

import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.linking.Role;
import io.onelift.semantic.Metric;
import io.onelift.semantic.SemanticModel;
import io.onelift.tag.Predicate.In;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A question that edits the one before: 那北京呢, and by gender, what about last month. */
final class FollowUp {
  private FollowUp() {}

  /** Said by how it begins or ends. */
  static boolean is(Sentence sentence) {
    int last = sentence.size() - 1;
    return sentence.isAny(0, Role.FOLLOW_UP, Role.ALSO)
        || sentence.isAny(last, Role.FOLLOW_UP, Role.ALSO);
  }

  static List<Metric> metrics(MetricQuery previous, SemanticModel model) {
    return previous.metrics().stream().map(model::metric).flatMap(Optional::stream).toList();
  }

  /** What is said takes the place of its like in the query before; the rest stays. */
  static MetricQuery edit(MetricQuery previous, MetricQuery said, Sentence sentence) {
    boolean adds = sentence.has(Role.ALSO);
    List<String> metrics = said.metrics().isEmpty() ? previous.metrics() : said.metrics();
    if (adds && !said.metrics().isEmpty()) {
      metrics = joined(previous.metrics(), said.metrics());
    }
    boolean split = !said.by().isEmpty();
    List<Grouping> by = split ? said.by() : without(previous.by(), said.filters());
    if (adds && split) {
      by = joined(previous.by(), said.by());
    }
    Optional<DayRange> range =
        sentence.has(Role.ALL_TIME) ? Optional.empty() : said.range().or(previous::range);
    boolean ordered = !said.order().isEmpty();
    boolean keepsOrder =
        metrics.equals(previous.metrics()) && !by.isEmpty() && by.equals(previous.by());
    return new MetricQuery(
        metrics,
        by,
        filters(previous.filters(), said.filters()),
        range,
        ordered ? said.order() : keepsOrder ? previous.order() : List.of(),
        ordered ? said.limit() : keepsOrder ? previous.limit() : Ordering.ALL);
  }

  private static List<Filter> filters(List<Filter> before, List<Filter> said) {
    Set<String> replaced = new HashSet<>();
    for (Filter filter : said) {
      if (filter instanceof DimensionFilter on) {
        replaced.add(on.dimension());
      }
    }
    List<Filter> filters = new ArrayList<>();
    for (Filter filter : before) {
      boolean stays =
          switch (filter) {
            case DimensionFilter on -> !replaced.contains(on.dimension());
            case MetricQuery.AudienceFilter _ -> true;
          };
      if (stays) {
        filters.add(filter);
      }
    }
    filters.addAll(said);
    return filters;
  }

  /** One value of what was split by leaves nothing to split. */
  private static List<Grouping> without(List<Grouping> by, List<Filter> said) {
    Set<String> single = new HashSet<>();
    for (Filter filter : said) {
      if (filter instanceof DimensionFilter on
          && on.predicate() instanceof In in
          && in.values().size() == 1) {
        single.add(on.dimension());
      }
    }
    return by.stream().filter(g -> !single.contains(g.dimension())).toList();
  }

  private static <T> List<T> joined(List<T> before, List<T> said) {
    List<T> all = new ArrayList<>(before);
    said.stream().filter(s -> !all.contains(s)).forEach(all::add);
    return all;
  }
}
