package io.onelift.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/**
 * The candidates that tell the label, by information gain on the training rows. Tags that give the
 * label away are left out and named.
 *
 * @param selected most telling first
 * @param suspects tags that were left out, with the share of the label they give away, 0 to 1
 */
record FeatureSelection(List<Candidate> selected, Map<String, Double> suspects) {
  /** The more, the slower; those behind say hardly anything that is not said already. */
  static final int MOST = 100;

  /** A G above this comes by chance once in a thousand features. */
  private static final double CHANCE = 10.83;

  /** Of the label's entropy. What people do is never this plain, so such a tag knows the answer. */
  private static final double GIVES_AWAY = .8;

  FeatureSelection {
    selected = List.copyOf(selected);
    suspects = Map.copyOf(suspects);
  }

  static FeatureSelection of(List<Candidate> candidates, Split split) {
    Information information =
        new Information(split.training(), RoaringBitmap.and(split.training(), split.positives()));
    Map<String, List<Candidate>> byTag = new LinkedHashMap<>();
    candidates.forEach(
        candidate ->
            byTag
                .computeIfAbsent(candidate.feature().tag(), _ -> new ArrayList<>())
                .add(candidate));
    Map<String, Double> suspects = new LinkedHashMap<>();
    record Ranked(Candidate candidate, double gain) {}
    List<Ranked> ranked = new ArrayList<>();
    byTag.forEach(
        (tag, questions) -> {
          double known = known(questions, split, information) / information.entropy();
          if (known >= GIVES_AWAY) {
            suspects.put(tag, Math.min(1, known));
            return;
          }
          for (Candidate question : questions) {
            double gain = information.gain(question.holds());
            if (information.statistic(gain) > CHANCE) {
              ranked.add(new Ranked(question, gain));
            }
          }
        });
    return new FeatureSelection(
        ranked.stream()
            .sorted(
                Comparator.comparingDouble(Ranked::gain)
                    .reversed()
                    .thenComparing(each -> FeatureJson.print(each.candidate.feature()).toString()))
            .limit(MOST)
            .map(Ranked::candidate)
            .toList(),
        suspects);
  }

  /** The information of all of a tag's questions together: each person counts in the first cell. */
  private static double known(List<Candidate> questions, Split split, Information information) {
    RoaringBitmap left = split.training().clone();
    double known = 0;
    for (Candidate question : questions) {
      RoaringBitmap cell = RoaringBitmap.and(left, question.holds());
      known += cell(cell, split, information);
      left.andNot(cell);
    }
    return known + cell(left, split, information);
  }

  private static double cell(RoaringBitmap cell, Split split, Information information) {
    return information.cell(
        (double) cell.getLongCardinality(), RoaringBitmap.andCardinality(cell, split.positives()));
  }
}
