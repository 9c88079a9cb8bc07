package io.onelift.model;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.onelift.audience.Rule;
import io.onelift.audience.Rule.InAudience;
import io.onelift.audience.Rules;
import io.onelift.audience.TagRules;
import io.onelift.compute.ModelValues;
import io.onelift.compute.Since;
import io.onelift.compute.TagSource;
import io.onelift.compute.TagValues;
import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.model.Explanation.Reason;
import io.onelift.tag.Tag;
import io.onelift.tag.TagType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;

/**
 * What trained models say: scores and grades of everybody as tag values, the reasons for one
 * profile, and the profiles that are most like the seeds. Safe for use by many threads.
 */
public final class Models implements ModelValues {
  private final ModelCatalog catalog;
  private final People people;
  private final TagValuesNow tags;
  private final Clock clock;

  public Models(ModelCatalog catalog, People people, TagValuesNow tags, Clock clock) {
    this.catalog = catalog;
    this.people = people;
    this.tags = tags;
    this.clock = clock;
  }

  @Override
  public TagValues values(String model, TagType type, Instant now) {
    Fit fit = catalog.requireTrained(model).value().fit();
    return values(fit, type, now, people.population(catalog.require(model).value()));
  }

  @Override
  public TagValues values(String model, TagType type, Instant now, RoaringBitmap within) {
    Fit fit = catalog.requireTrained(model).value().fit();
    return values(fit, type, now, people.population(catalog.require(model).value(), within));
  }

  private TagValues values(Fit fit, TagType type, Instant now, RoaringBitmap population) {
    Scores scores = Scores.of(fit, population, tags.columns(fit, population, now));
    double[] numbers = new double[scores.logits().length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Fit.score(scores.logits()[i]);
    }
    return type == TagType.ENUM
        ? grades(fit, scores.profiles(), numbers)
        : new TagValues.Numbers(scores.profiles(), numbers);
  }

  @Override
  public Set<String> tags(String model) {
    Set<String> used = new HashSet<>();
    catalog.trained(model).ifPresent(trained -> used.addAll(trained.value().fit().tags()));
    catalog
        .find(model)
        .flatMap(found -> found.value().population())
        .ifPresent(rule -> used.addAll(people.engine().tagsOf(rule)));
    return used;
  }

  @Override
  public List<TagSource> sources(String model) {
    return catalog
        .find(model)
        .flatMap(found -> found.value().population())
        .map(TagRules::sources)
        .orElse(List.of());
  }

  @Override
  public Optional<RoaringBitmap> moved(String model, Since since) {
    ModelDefinition definition = catalog.require(model).value();
    Stored<Trained> trained = catalog.requireTrained(model);
    if (!trained.updatedAt().isBefore(since.from())
        || !catalog.require(model).updatedAt().isBefore(since.from())
        // Somebody may change the audience's rule.
        || definition.population().filter(Models::namesAudiences).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(tags.moved(trained.value().fit(), people.everybody().get(), since));
  }

  private static boolean namesAudiences(Rule rule) {
    boolean[] found = {false};
    Rules.walk(rule, node -> found[0] |= node instanceof InAudience);
    return found[0];
  }

  private static TagValues grades(Fit fit, int[] profiles, double[] scores) {
    Map<String, RoaringBitmap> grades = new HashMap<>();
    for (int i = 0; i < profiles.length; i++) {
      grades.computeIfAbsent(fit.grade(scores[i]), _ -> new RoaringBitmap()).add(profiles[i]);
    }
    return new TagValues.Categories(grades);
  }

  /**
   * Why a profile has its score.
   *
   * @throws io.onelift.event.NotFound when there is no such model
   * @throws Conflict when the model is not trained yet
   */
  public Explanation explain(String model, int profile) {
    Stored<Trained> trained = catalog.requireTrained(model);
    Fit fit = trained.value().fit();
    RoaringBitmap one = RoaringBitmap.bitmapOf(profile);
    DesignMatrix row = DesignMatrix.of(one, tags.columns(fit, one, clock.instant()));
    int[] holding = row.features(0);
    double logit = row.logits(fit.intercept(), fit.weights())[0];
    Contributions contributions = new Contributions(fit);
    List<Reason> reasons = new ArrayList<>();
    contributions
        .of(holding)
        .forEach(
            (tag, amount) ->
                reasons.add(new Reason(tag, amount, contributions.about(tag, holding))));
    reasons.sort(
        Comparator.comparingDouble((Reason reason) -> Math.abs(reason.contribution()))
            .reversed()
            .thenComparing(Reason::tag));
    double score = Fit.score(logit);
    return new Explanation(
        trained.version(), score, fit.grade(score), contributions.base(), reasons);
  }

  /**
   * The profiles with the highest scores that the label does not hold for: those most like the
   * seeds. Equal scores are drawn by a hash, so the same call finds the same profiles.
   *
   * @param size how many, at least 1
   * @throws InvalidInput when there are fewer
   * @throws Conflict when the model is not trained yet
   */
  public RoaringBitmap best(String model, int size) {
    Fit fit = catalog.requireTrained(model).value().fit();
    ModelDefinition definition = catalog.require(model).value();
    RoaringBitmap others = others(definition, size);
    Scores scores = Scores.of(fit, others, tags.columns(fit, others, clock.instant()));
    Hasher64 hasher = Hashing.komihash5_0(definition.seed());
    int[] profiles = scores.profiles();
    double[] logits = scores.logits();
    RoaringBitmap best = new RoaringBitmap();
    IntStream.range(0, profiles.length)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer i) -> -logits[i])
                .thenComparingLong(i -> hasher.hashIntToLong(profiles[i])))
        .limit(size)
        .forEach(i -> best.add(profiles[i]));
    return best;
  }

  /**
   * Those the label does not hold for.
   *
   * @throws InvalidInput when there are fewer than wanted
   */
  RoaringBitmap others(ModelDefinition definition, int size) {
    RoaringBitmap population = people.population(definition);
    RoaringBitmap others =
        RoaringBitmap.andNot(population, people.positives(definition, population));
    if (size < 1 || size > others.getLongCardinality()) {
      throw new InvalidInput(
          "/size",
          "must be from 1 to "
              + others.getLongCardinality()
              + ", as many as there are besides the seeds, not "
              + size);
    }
    return others;
  }

  /**
   * Deletes a model.
   *
   * @throws io.onelift.event.NotFound when there is no such model
   * @throws Conflict when a tag holds what it says
   */
  public void delete(String model, String by) {
    catalog.require(model);
    List<String> using = tags.scoredBy(model).stream().map(Tag::key).toList();
    if (!using.isEmpty()) {
      throw new Conflict(
          "The model '"
              + model
              + "' gives the values of the tags "
              + String.join(", ", using)
              + "; delete those first.");
    }
    catalog.delete(model, by);
  }
}
