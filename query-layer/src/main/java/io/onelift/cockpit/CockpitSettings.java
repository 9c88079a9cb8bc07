package io.onelift.cockpit;

import io.onelift.semantic.SemanticModel;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which events the cockpit's figures are about.
 *
 * @param activation makes somebody a customer who has begun
 * @param purchase what is bought again
 * @param reach that customers are shown or sent, without doing anything
 * @param funnel steps, in order; 2 to 12
 */
public record CockpitSettings(
    String activation, String purchase, List<String> reach, List<String> funnel) {
  public CockpitSettings {
    reach = List.copyOf(reach);
    funnel = List.copyOf(funnel);
  }

  /** What can be told from the events there are, before anybody says it. */
  public static CockpitSettings of(SemanticModel model) {
    List<String> known = model.events().keySet().stream().toList();
    return new CockpitSettings(
        first(known, "login", "sign_in", "page", "screen", "click"),
        first(known, "purchase", "order", "order_completed", "pay", "conversion"),
        Stream.of("exposure", "campaign_touch", "message_sent", "push", "sms")
            .filter(known::contains)
            .toList(),
        List.of("exposure", "click", "conversion"));
  }

  private static String first(List<String> known, String... candidates) {
    return Stream.of(candidates)
        .filter(known::contains)
        .findFirst()
        .orElse(candidates[candidates.length - 1]);
  }
}
