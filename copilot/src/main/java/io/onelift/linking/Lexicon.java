package io.onelift.linking;

import io.onelift.semantic.Dimension;
import io.onelift.semantic.Dimension.ValueNames;
import io.onelift.semantic.Metric;
import io.onelift.semantic.Names;
import io.onelift.semantic.SemanticModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Every phrase that is understood, with everything it can stand for. Immutable. */
public final class Lexicon {
  private final Map<List<String>, List<Element>> phrases = new HashMap<>();
  private final Set<String> everydayWords = new HashSet<>();
  private final Set<String> correctable = new HashSet<>();
  private final List<String> names = new ArrayList<>();
  private int longest;

  private Lexicon() {}

  /**
   * The phrases of a model and of everyday language. Personal data has no phrases, and a tag that
   * only repeats a trait has none of its own.
   *
   * @param values what dimensions hold in the data
   */
  public static Lexicon of(SemanticModel model, DimensionValues values) {
    Lexicon lexicon = new Lexicon();
    for (Words.Entry word : Words.all()) {
      lexicon.put(word.phrase(), word.element());
    }
    Set<List<String>> everyday = Set.copyOf(lexicon.phrases.keySet());
    everyday.forEach(lexicon.everydayWords::addAll);
    for (Metric metric : model.metrics()) {
      lexicon.putNames(metric.key(), metric.names(), new Element.OfMetric(metric));
    }
    List<Dimension> dimensions =
        model.dimensions().stream().filter(d -> Nameable.is(d, model)).toList();
    for (Dimension dimension : dimensions) {
      lexicon.putNames(dimension.key(), dimension.names(), new Element.OfDimension(dimension));
    }
    for (Dimension dimension : dimensions) {
      lexicon.putValues(dimension, values.values(dimension), everyday);
    }
    return lexicon;
  }

  private void putNames(String key, Names names, Element element) {
    phrases(key, names)
        .forEach(
            phrase -> {
              put(phrase, element);
              forms(phrase).stream().filter(f -> f.length() >= 4).forEach(correctable::add);
            });
    this.names.add(names.zh());
    this.names.add(names.en());
  }

  private void putValues(Dimension dimension, List<String> stored, Set<List<String>> everyday) {
    for (ValueNames label : dimension.labels()) {
      Element value = new Element.OfValue(dimension, label.value());
      phrases(label.value(), label.names()).forEach(phrase -> putValue(phrase, value, everyday));
      names.add(label.names().zh());
      names.add(label.names().en());
    }
    for (String value : stored) {
      putValue(value, new Element.OfValue(dimension, value), everyday);
      names.add(value);
    }
  }

  /**
   * A value spelled like a word of everyday language, or as a number or a single letter, would turn
   * such words into conditions nobody meant; it can be named through its label.
   */
  private void putValue(String phrase, Element value, Set<List<String>> everyday) {
    List<String> forms = forms(phrase);
    boolean meansNothing =
        everyday.contains(forms)
            && phrases.get(forms).stream().noneMatch(Element.Beyond.class::isInstance);
    boolean tooShort = forms.size() == 1 && forms.getFirst().matches("[a-z]|[\\d.,]+|\\W");
    if (!meansNothing && !tooShort) {
      put(phrase, value);
    }
  }

  private static Stream<String> phrases(String key, Names names) {
    return Stream.concat(Stream.of(key, names.zh(), names.en()), names.synonyms().stream());
  }

  private void put(String phrase, Element element) {
    List<String> forms = forms(phrase);
    if (forms.isEmpty()) {
      return;
    }
    List<Element> elements = phrases.computeIfAbsent(forms, f -> new ArrayList<>());
    if (!elements.contains(element)) {
      elements.add(element);
    }
    longest = Math.max(longest, forms.size());
  }

  private static List<String> forms(String phrase) {
    return Token.of(Text.of(phrase).plain()).stream().map(Token::form).toList();
  }

  /** What a phrase can stand for; empty when it is unknown. */
  List<Element> elements(List<String> forms) {
    return phrases.getOrDefault(forms, List.of());
  }

  /** How many tokens the longest phrase has. */
  int longest() {
    return longest;
  }

  boolean knows(String form) {
    return everydayWords.contains(form)
        || phrases.containsKey(List.of(form))
        || correctable.contains(form);
  }

  /** Words of metric and dimension names; values are never guessed from a misspelling. */
  Set<String> correctable() {
    return correctable;
  }

  /** Every name of the model, to suggest from. */
  List<String> names() {
    return names;
  }
}
