package io.onelift.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.event.ProfileId;
import io.onelift.model.Explanation;
import io.onelift.model.FeatureJson;
import java.util.List;

/**
 * Why a profile has its score.
 *
 * @param base the log-odds of the average profile
 * @param logOdds of this profile: the base and all contributions
 */
public record ExplanationJson(
    String profileId,
    int version,
    double score,
    String grade,
    double base,
    double logOdds,
    List<ReasonJson> reasons) {
  public static ExplanationJson of(ProfileId profile, Explanation explanation) {
    double sum = explanation.reasons().stream().mapToDouble(Explanation.Reason::contribution).sum();
    return new ExplanationJson(
        profile.toString(),
        explanation.version(),
        explanation.score(),
        explanation.grade(),
        explanation.base(),
        explanation.base() + sum,
        explanation.reasons().stream().map(ReasonJson::of).toList());
  }

  /** What a tag adds compared with the average profile, and the conditions that hold. */
  public record ReasonJson(String tag, double contribution, List<JsonNode> because) {
    static ReasonJson of(Explanation.Reason reason) {
      return new ReasonJson(
          reason.tag(),
          reason.contribution(),
          reason.because().stream().map(each -> (JsonNode) FeatureJson.print(each)).toList());
    }
  }
}
