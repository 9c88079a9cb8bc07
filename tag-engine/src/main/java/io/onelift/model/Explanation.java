package io.onelift.model;

import java.util.List;

/**
 * Why a profile has its score. The base and all contributions add up to the profile's log-odds.
 *
 * @param version of the training
 * @param score 0 to 100, the probability in percent
 * @param grade {@code A} to {@code E}
 * @param base the log-odds of the average profile
 * @param reasons what moves the score most first
 */
public record Explanation(
    int version, double score, String grade, double base, List<Reason> reasons) {
  public Explanation {
    reasons = List.copyOf(reasons);
  }

  /**
   * What one tag adds.
   *
   * @param contribution to the log-odds, compared with the average profile
   * @param because the features of the tag that hold for the profile; empty when none does
   */
  public record Reason(String tag, double contribution, List<Feature> because) {
    public Reason {
      because = List.copyOf(because);
    }
  }
}
