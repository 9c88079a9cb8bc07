package io.onelift.evaluation;

import io.onelift.conversation.Interpretation;
import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.AudienceFilter;
import io.onelift.ir.MetricQuery.DimensionFilter;
import io.onelift.ir.MetricQuery.Filter;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.linking.Mention;
import io.onelift.parsing.Doubt;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes an understanding in one line, so that golden questions can be read and compared:
 *
 * <pre>{@code
 * new_customers by city in 2026-10-26..2026-11-24 where city=上海|北京 & aum>100000 order -new_customers limit 5
 * ? OutOfReach CAUSE
 * }</pre>
 */
public final class Understanding {
  private static final int UNLIMITED = 1000;

  private Understanding() {}

  public static String of(Interpretation interpretation) {
    return switch (interpretation) {
      case Interpretation.Understood understood -> of(understood.reading().query());
      case Interpretation.Doubtful doubtful -> "? " + of(doubtful.doubt());
    };
  }

  /** A query in one line. */
  public static String of(MetricQuery query) {
    StringBuilder line = new StringBuilder(String.join("+", query.metrics()));
    if (!query.by().isEmpty()) {
      line.append(" by ");
      line.append(query.by().stream().map(Understanding::of).collect(Collectors.joining("+")));
    }
    query.range().ifPresent(r -> line.append(" in " + r.from() + ".." + r.to().minusDays(1)));
    if (!query.filters().isEmpty()) {
      line.append(" where ");
      line.append(
          query.filters().stream()
              .map(Understanding::of)
              .sorted()
              .collect(Collectors.joining(" & ")));
    }
    for (MetricQuery.Ordering order : query.order()) {
      line.append(" order " + (order.descending() ? "-" : "+") + order.key());
    }
    return query.limit() < UNLIMITED ? line + " limit " + query.limit() : line.toString();
  }

  private static String of(Grouping grouping) {
    return grouping.dimension() + grouping.grain().map(g -> "@" + g).orElse("");
  }

  private static String of(Filter filter) {
    return switch (filter) {
      case AudienceFilter in -> "audience " + in.audience();
      case DimensionFilter on -> of(on.dimension(), on.predicate());
    };
  }

  private static String of(String dimension, Predicate predicate) {
    return switch (predicate) {
      case Predicate.In in -> dimension + "=" + values(in.values());
      case Predicate.NotIn in -> dimension + "!=" + values(in.values());
      case Predicate.IsSet set -> dimension + (set.set() ? " set" : " unset");
      case Predicate.Contains contains -> dimension + "~" + contains.text();
      case Predicate.Range range ->
          range.lower().map(b -> b.value() + (b.inclusive() ? "<=" : "<")).orElse("")
              + dimension
              + range.upper().map(b -> (b.inclusive() ? "<=" : "<") + b.value()).orElse("");
    };
  }

  private static String values(List<Scalar> values) {
    return values.stream().map(Scalar::toString).sorted().collect(Collectors.joining("|"));
  }

  private static String of(Doubt doubt) {
    String name = doubt.getClass().getSimpleName();
    return switch (doubt) {
      case Doubt.OutOfReach out -> name + " " + out.topic();
      case Doubt.UnknownWords unknown ->
          name
              + " "
              + unknown.words().stream().map(Mention::typed).collect(Collectors.joining("|"));
      case Doubt.SeveralMeanings several -> name + " " + several.word().typed();
      case Doubt.VagueTime vague -> name + " " + vague.word().typed();
      case Doubt.LooseWord loose -> name + " " + loose.word().typed();
      case Doubt.MetricCondition condition -> name + " " + condition.metric().key();
      case Doubt.CountOfGroups count -> name + " " + count.dimension().key();
      case Doubt.NeedsBands bands -> name + " " + bands.dimension().key();
      case Doubt.DoesNotApply wrong ->
          name + " " + wrong.metric().key() + "/" + wrong.dimension().key();
      case Doubt.StateHasNoRange state -> name + " " + state.metric().key();
      case Doubt.NothingKnown _,
          Doubt.NoMetric _,
          Doubt.SeveralMetrics _,
          Doubt.SeveralRanges _,
          Doubt.NeedsGrouping _,
          Doubt.TooManyGroupings _,
          Doubt.TooLong _,
          Doubt.Rejected _ ->
          name;
    };
  }
}
