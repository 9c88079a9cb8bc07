package io.onelift.parsing;

import io.onelift.ir.MetricQuery;
import io.onelift.linking.Element;
import io.onelift.linking.Mention;
import io.onelift.linking.Topic;
import io.onelift.semantic.Dimension;
import io.onelift.semantic.Metric;
import java.util.List;

/** Why a question did not become a query. */
public sealed interface Doubt {
  /** No word of it names anything of the model. */
  record NothingKnown() implements Doubt {}

  /** It asks for something else than figures. */
  record OutOfReach(Topic topic, String word) implements Doubt {}

  /** Words that name nothing; passing over them would answer another question. */
  record UnknownWords(List<Mention> words) implements Doubt {
    public UnknownWords {
      words = List.copyOf(words);
    }
  }

  /** Nothing says which figure. */
  record NoMetric() implements Doubt {}

  /** A word that several elements of the model go by. */
  record SeveralMeanings(Mention word, List<Element> meanings) implements Doubt {
    public SeveralMeanings {
      meanings = List.copyOf(meanings);
    }
  }

  /** Two figures stand together and nothing says how they belong together. */
  record SeveralMetrics(List<Mention> words) implements Doubt {
    public SeveralMetrics {
      words = List.copyOf(words);
    }
  }

  record SeveralRanges(List<Mention> words) implements Doubt {
    public SeveralRanges {
      words = List.copyOf(words);
    }
  }

  /** A time without length, such as 最近. */
  record VagueTime(Mention word) implements Doubt {}

  /** An operator, a number or a marker that belongs to nothing. */
  record LooseWord(Mention word) implements Doubt {}

  /** A condition on a figure instead of on customers or events. */
  record MetricCondition(Metric metric) implements Doubt {}

  /** It asks how many groups there are, not for a figure of each. */
  record CountOfGroups(Dimension dimension) implements Doubt {}

  /** An order needs something to put in order. */
  record NeedsGrouping(String word) implements Doubt {}

  /** A number with too many values to split by. */
  record NeedsBands(Dimension dimension) implements Doubt {}

  /** The dimension has no meaning for the metric. */
  record DoesNotApply(MetricQuery query, Metric metric, Dimension dimension) implements Doubt {}

  /** The metric is a state as of now. */
  record StateHasNoRange(MetricQuery query, Metric metric) implements Doubt {}

  record TooManyGroupings(int count) implements Doubt {}

  record TooLong(int length) implements Doubt {}

  /** The query layer takes the query for wrong. */
  record Rejected(String problem) implements Doubt {}
}
