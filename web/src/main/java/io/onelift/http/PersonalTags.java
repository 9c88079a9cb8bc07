package io.onelift.http;

import io.onelift.event.Field;
import io.onelift.event.TrackingPlan;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition.FromEvents;
import io.onelift.tag.TagDefinition.FromModel;
import io.onelift.tag.TagDefinition.FromPreference;
import io.onelift.tag.TagDefinition.FromRfm;
import io.onelift.tag.TagDefinition.FromRules;
import io.onelift.tag.TagDefinition.FromSequence;
import io.onelift.tag.TagDefinition.FromSql;
import io.onelift.tag.TagDefinition.FromTrait;
import io.onelift.tag.TagDefinition.Uploaded;

/** Tells which tags show personal data: those whose values are a personal field's. */
public final class PersonalTags {
  private final TrackingPlan plan;

  public PersonalTags(TrackingPlan plan) {
    this.plan = plan;
  }

  public boolean contains(Tag tag) {
    return switch (tag.definition()) {
      case FromTrait(String trait) -> plan.trait(trait).filter(Field::personal).isPresent();
      case FromEvents(var measure, var _) ->
          switch (measure.aggregate()) {
            case Aggregate.First(String property) -> isPersonal(property);
            case Aggregate.Last(String property) -> isPersonal(property);
            case Aggregate.Minimum(String property) -> isPersonal(property);
            case Aggregate.Maximum(String property) -> isPersonal(property);
            case Aggregate.Count _,
                Aggregate.Sum _,
                Aggregate.Average _,
                Aggregate.Distinct _,
                Aggregate.DaysSince _ ->
                false;
          };
      case FromPreference preference -> isPersonal(preference.property());
      // Statements are run with personal fields masked; the rest says nothing that was sent.
      case FromModel _, FromRules _, FromSequence _, FromRfm _, Uploaded _, FromSql _ -> false;
    };
  }

  private boolean isPersonal(String property) {
    return plan.properties().stream()
        .anyMatch(field -> field.name().equals(property) && field.personal());
  }
}
