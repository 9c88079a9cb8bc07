package io.onelift.parsing;

import io.onelift.ir.MetricQuery;
import io.onelift.ir.MetricQuery.DayRange;
import io.onelift.ir.MetricQuery.Grouping;
import io.onelift.linking.Element;
import io.onelift.linking.Element.Beyond;
import io.onelift.linking.Element.OfDimension;
import io.onelift.linking.Element.OfMetric;
import io.onelift.linking.Element.OfValue;
import io.onelift.linking.Element.Word;
import io.onelift.linking.Linked;
import io.onelift.linking.Mention;
import io.onelift.linking.Role;
import io.onelift.linking.Topic;
import io.onelift.parsing.Sentence.Taken;
import io.onelift.semantic.Metric;
import io.onelift.semantic.Metric.Format;
import io.onelift.semantic.SemanticModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a question by rules, without any model of language. Every stage takes its own words out of
 * the sentence; a word that none takes ends in a {@link Doubt}, so nothing is ignored.
 */
public final class OfflineParser implements QuestionParser {
  private static final Set<Topic> COURTESY = Set.of(Topic.SMALL_TALK);

  /** Words that need no place of their own in a query. */
  private static final Role[] HARMLESS = {
    Role.FILLER,
    Role.SUBJECT,
    Role.AND,
    Role.COMMA,
    Role.VERSUS,
    Role.HOW_MANY,
    Role.HOW_MUCH,
    Role.FOLLOW_UP,
    Role.ALSO,
    Role.TOTAL,
    Role.NOW,
    Role.ALL_TIME,
    Role.VAGUE_TIME
  };

  @Override
  public Parsed parse(Linked linked, SemanticModel model, Optional<MetricQuery> previous) {
    try {
      return new Parsed.Understood(read(linked, model, previous));
    } catch (DoubtException e) {
      return new Parsed.Doubtful(e.doubt());
    }
  }

  private static Reading read(Linked linked, SemanticModel model, Optional<MetricQuery> previous) {
    Sentence sentence = sentence(linked, previous.isPresent());
    boolean follows = previous.isPresent() && FollowUp.is(sentence);
    Taken<Optional<DayRange>> range = Ranges.take(sentence);
    var numbers = NumberFilters.take(range.rest());
    Taken<List<Metric>> named = Metrics.take(numbers.rest(), model, follows);
    boolean edits = previous.isPresent() && (follows || named.found().isEmpty());
    if (sentence.size() == 0 || (named.found().isEmpty() && !edits)) {
      Groupings.refuseCount(named.rest());
      throw new DoubtException(new Doubt.NoMetric());
    }
    List<Metric> metrics =
        named.found().isEmpty() ? FollowUp.metrics(previous.orElseThrow(), model) : named.found();
    Optional<DayRange> spoken =
        range.found().or(() -> edits ? previous.flatMap(MetricQuery::range) : Optional.empty());
    var values = Values.take(named.rest(), model, metrics);
    var groupings = Groupings.take(values.rest(), model, metrics, spoken);
    List<Grouping> by = new ArrayList<>(groupings.found());
    values.found().compared().stream()
        .map(d -> new Grouping(d.key(), Optional.empty()))
        .filter(g -> !by.contains(g) && by.size() < 2)
        .forEach(by::add);
    List<Grouping> ranked = by.isEmpty() && edits ? previous.orElseThrow().by() : by;
    var ordering = Ordering.take(groupings.rest(), metrics, ranked);
    complete(ordering.rest(), range.found().isPresent(), metrics, model);
    List<MetricQuery.Filter> filters = new ArrayList<>(values.found().filters());
    filters.addAll(numbers.found());
    MetricQuery said =
        new MetricQuery(
            named.found().stream().map(Metric::key).toList(),
            by,
            filters,
            range.found(),
            ordering.found().map(Ordering.Found::order).orElse(List.of()),
            ordering.found().map(Ordering.Found::limit).orElse(Ordering.ALL));
    MetricQuery query = edits ? FollowUp.edit(previous.orElseThrow(), said, sentence) : said;
    List<Mention> corrections = linked.mentions().stream().filter(Mention::corrected).toList();
    double confidence = Math.max(0.3, 1 - 0.15 * corrections.size() - (edits ? 0.1 : 0));
    return new Reading(query, corrections, edits, confidence);
  }

  /** The words that carry meaning, once everything unknown or out of reach is ruled out. */
  private static Sentence sentence(Linked linked, boolean continues) {
    List<Mention> words = linked.mentions();
    boolean known = words.stream().anyMatch(OfflineParser::ofModel);
    boolean figure =
        words.stream().anyMatch(w -> w.elements().stream().anyMatch(OfMetric.class::isInstance));
    for (Mention word : words) {
      Optional<Topic> topic = topic(word);
      if (topic.isPresent() && !(figure && COURTESY.contains(topic.get()))) {
        throw new DoubtException(new Doubt.OutOfReach(topic.get(), word.typed()));
      }
    }
    List<Mention> unknown = words.stream().filter(Mention::unknown).toList();
    if (!known && (!continues || !unknown.isEmpty())) {
      throw new DoubtException(unknown.isEmpty() ? new Doubt.NoMetric() : new Doubt.NothingKnown());
    }
    if (!unknown.isEmpty()) {
      throw new DoubtException(new Doubt.UnknownWords(unknown));
    }
    List<Mention> meaning = new ArrayList<>();
    for (Mention word : words) {
      boolean afterMarker = !meaning.isEmpty() && meaning.getLast().is(Role.MARKER);
      if (topic(word).isEmpty() && !filler(word, afterMarker)) {
        meaning.add(everyday(word, afterMarker));
      }
    }
    return new Sentence(meaning, Set.of());
  }

  private static boolean ofModel(Mention word) {
    return word.elements().stream()
        .anyMatch(
            e ->
                switch (e) {
                  case OfMetric _, OfDimension _, OfValue _, Element.Days _, Element.Step _ -> true;
                  case Element.Amount _, Word _, Beyond _ -> false;
                });
  }

  private static Optional<Topic> topic(Mention word) {
    boolean only =
        !word.elements().isEmpty() && word.elements().stream().allMatch(Beyond.class::isInstance);
    return only ? Optional.of(((Beyond) word.elements().getFirst()).topic()) : Optional.empty();
  }

  /**
   * A word that passes over: a filler that does not also name a figure or, after 各, a dimension.
   */
  private static boolean filler(Mention word, boolean afterMarker) {
    boolean named =
        word.elements().stream().anyMatch(OfMetric.class::isInstance)
            || (afterMarker && word.elements().stream().anyMatch(OfDimension.class::isInstance));
    return word.is(Role.FILLER) && !word.is(Role.MARKER) && !named;
  }

  /** 分组 is a way to say split before it is the name of a dimension. */
  private static Mention everyday(Mention word, boolean afterMarker) {
    boolean both = word.is(Role.DISTRIBUTION) && word.elements().size() > 1;
    return both && !afterMarker ? word.only(List.of(new Word(Role.DISTRIBUTION))) : word;
  }

  private static void complete(
      Sentence rest, boolean ranged, List<Metric> metrics, SemanticModel model) {
    for (int i : rest.free().toArray()) {
      Mention word = rest.word(i);
      boolean now = word.is(Role.NOW) && !word.is(Role.FOLLOW_UP);
      if (!ranged && (word.is(Role.VAGUE_TIME) || (now && !States.all(metrics, model)))) {
        throw new DoubtException(new Doubt.VagueTime(word));
      }
      boolean otherUnit =
          word.is(Role.HOW_MUCH) && metrics.stream().anyMatch(m -> m.format() == Format.NUMBER);
      if (otherUnit || !rest.isAny(i, HARMLESS)) {
        throw new DoubtException(new Doubt.LooseWord(word));
      }
    }
  }
}
