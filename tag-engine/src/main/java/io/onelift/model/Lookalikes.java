package io.onelift.model;

import io.onelift.audience.Rule.InAudience;
import io.onelift.audience.SavedAudience;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.model.ModelDefinition.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.roaringbitmap.RoaringBitmap;

/**
 * Expands audiences: a model learns what tells the members, the seeds, from everybody else, and the
 * others with the highest scores are those most like them. Every audience has one such model, so
 * that its report can be read and its trainings compared.
 */
public final class Lookalikes {
  private static final int LONGEST_KEY = 64;
  private static final String PREFIX = "lookalike_";

  private final ModelCatalog catalog;
  private final Models models;
  private final Trainings trainings;

  public Lookalikes(ModelCatalog catalog, Models models, Trainings trainings) {
    this.catalog = catalog;
    this.models = models;
    this.trainings = trainings;
  }

  /** The key of the model that expands an audience. */
  public static String modelOf(String audience) {
    String key = PREFIX + audience;
    return key.substring(0, Math.min(key.length(), LONGEST_KEY));
  }

  /**
   * Finds the people most like the members of an audience, none of whom is among them.
   *
   * @param size how many
   * @param seed the same seed and data find the same people
   * @param by who asked
   * @return completes with the people; with a {@link io.onelift.event.Conflict} when the seeds are
   *     too few to learn from or nothing tells them apart
   * @throws io.onelift.event.InvalidInput when there are fewer others than wanted
   */
  public CompletableFuture<RoaringBitmap> expand(
      SavedAudience seeds, int size, long seed, String by) {
    String key = modelOf(seeds.key());
    ModelDefinition wanted =
        new ModelDefinition(
            key,
            seeds.name(),
            "",
            Kind.LOOKALIKE,
            new InAudience(seeds.key()),
            Optional.empty(),
            Set.of(),
            seed,
            Optional.empty(),
            Optional.empty());
    models.others(wanted, size);
    define(wanted, by);
    return trainings.train(key, by).thenApply(_ -> models.best(key, size));
  }

  private void define(ModelDefinition wanted, String by) {
    Optional<ModelDefinition> known = catalog.find(wanted.key()).map(Stored::value);
    if (known.isEmpty()) {
      catalog.create(wanted, by);
    } else if (known.get().seed() != wanted.seed() || !known.get().label().equals(wanted.label())) {
      catalog.update(wanted, by);
    }
  }
}
