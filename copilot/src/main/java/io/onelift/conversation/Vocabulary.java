package io.onelift.conversation;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.onelift.linking.DimensionValues;
import io.onelift.linking.Lexicon;
import io.onelift.semantic.SemanticModel;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The lexicon of the model as of now, with values that are at most about a minute old. Only the
 * first question after the model changed waits for it; later refreshing happens behind.
 */
final class Vocabulary {
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Supplier<SemanticModel> model;
  private final LoadingCache<Version, Lexicon> lexicons;

  /** A model by its version, which is all that two models differ in for a lexicon. */
  private static final class Version {
    private final SemanticModel model;

    Version(SemanticModel model) {
      this.model = model;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Version that && model.version().equals(that.model.version());
    }

    @Override
    public int hashCode() {
      return model.version().hashCode();
    }
  }

  Vocabulary(Supplier<SemanticModel> model, DimensionValues values) {
    this.model = model;
    this.lexicons =
        Caffeine.newBuilder()
            .maximumSize(4)
            .refreshAfterWrite(FRESH)
            .build(version -> Lexicon.of(version.model, values));
  }

  SemanticModel model() {
    return model.get();
  }

  Lexicon lexicon(SemanticModel of) {
    return lexicons.get(new Version(of));
  }
}
