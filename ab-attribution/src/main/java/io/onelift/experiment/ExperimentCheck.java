package io.onelift.experiment;

import io.onelift.event.Problem;
import io.onelift.experiment.Experiment.Kind;
import io.onelift.experiment.Experiment.Metric;
import io.onelift.experiment.Experiment.Variant;
import io.onelift.offer.Keys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds everything that is wrong with a definition. */
final class ExperimentCheck {
  private ExperimentCheck() {}

  static List<Problem> problems(Experiment experiment) {
    List<Problem> problems = new ArrayList<>(Keys.check("", experiment.key(), experiment.name()));
    variants(experiment.variants(), problems);
    metrics(experiment.metrics(), problems);
    return problems;
  }

  private static void variants(List<Variant> variants, List<Problem> problems) {
    if (variants.size() < 2) {
      problems.add(
          new Problem(
              "/variants", "An experiment needs two variants or more, not " + variants.size()));
    }
    long controls = variants.stream().filter(Variant::control).count();
    if (controls != 1) {
      problems.add(new Problem("/variants", "Exactly one variant is the control, not " + controls));
    }
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < variants.size(); i++) {
      Variant variant = variants.get(i);
      String pointer = "/variants/" + i;
      problems.addAll(variantKey(pointer, variant));
      if (!keys.add(variant.key())) {
        problems.add(
            new Problem(pointer + "/key", "The variant '" + variant.key() + "' is there twice"));
      }
      if (!(variant.weight() > 0) || Double.isInfinite(variant.weight())) {
        problems.add(
            new Problem(
                pointer + "/weight",
                "A weight is a positive number, not "
                    + variant.weight()
                    + "; leave out a variant"
                    + " that nobody should get"));
      }
    }
  }

  /**
   * A variant goes by what the application calls it, so more is allowed than for the product's own
   * keys.
   */
  private static List<Problem> variantKey(String pointer, Variant variant) {
    String key = variant.key();
    boolean fits = !key.isBlank() && key.equals(key.strip()) && key.length() <= 64;
    return fits
        ? List.of()
        : List.of(
            new Problem(
                pointer + "/key",
                "The key '"
                    + key
                    + "' must be 1 to 64 characters without blanks around them, as exposures name"
                    + " the variant"));
  }

  private static void metrics(List<Metric> metrics, List<Problem> problems) {
    if (metrics.isEmpty()) {
      problems.add(new Problem("/metrics", "An experiment needs a metric to compare by"));
    }
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < metrics.size(); i++) {
      Metric metric = metrics.get(i);
      String pointer = "/metrics/" + i;
      problems.addAll(Keys.check(pointer, metric.key(), metric.name()));
      if (!keys.add(metric.key())) {
        problems.add(
            new Problem(pointer + "/key", "The metric '" + metric.key() + "' is there twice"));
      }
      if (metric.event().isBlank()) {
        problems.add(new Problem(pointer + "/event", "A metric needs the name of its event"));
      }
      if (metric.kind() == Kind.SUM && metric.property().filter(p -> !p.isBlank()).isEmpty()) {
        problems.add(
            new Problem(pointer + "/property", "A sum needs the number property that it adds up"));
      }
      if (metric.kind() == Kind.CONVERSION && metric.property().isPresent()) {
        problems.add(
            new Problem(
                pointer + "/property",
                "A conversion counts profiles and has no property; leave '"
                    + metric.property().get()
                    + "' out or make it a sum"));
      }
    }
  }
}
