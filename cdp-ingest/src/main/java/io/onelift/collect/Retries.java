package io.onelift.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.onelift.event.Event;
import io.onelift.event.Fit;
import io.onelift.event.Flat;
import io.onelift.event.InvalidInput;
import io.onelift.event.PlanDraft;
import io.onelift.event.Problem;
import io.onelift.event.TrackingPlan;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks again at what is in quarantine. Receives it as it is kept, gives what a replay would do
 * with it, by the rules and the tracking plan of this moment; writes nothing. Safe for use by many
 * threads.
 */
final class Retries {
  private static final int LONGEST_ID = 256;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final Map<String, WireFormat> formats;
  private final TrackingPlan plan;
  private final Clock clock;

  Retries(List<WireFormat> formats, TrackingPlan plan, Clock clock) {
    this.formats = formats.stream().collect(Collectors.toMap(WireFormat::source, f -> f));
    this.plan = plan;
    this.clock = clock;
  }

  Retry of(Rejected rejected) {
    return rejected.isPart() ? ofPart(rejected) : ofEvent(rejected);
  }

  /** The properties and traits that these events would lose, in words. */
  List<String> leftOut(List<Event> events) {
    PlanDraft draft = plan.draft();
    List<String> reasons = new ArrayList<>();
    for (Event event : events) {
      Flat.of(event.properties())
          .forEach((name, value) -> add(reasons, draft.property(event.name(), name, value)));
      Flat.of(event.traits()).forEach((name, value) -> add(reasons, draft.trait(name, value)));
    }
    return reasons;
  }

  private static void add(List<String> reasons, Fit fit) {
    if (fit instanceof Fit.Misfits misfit) {
      reasons.add(misfit.reason());
    }
  }

  private Retry ofEvent(Rejected rejected) {
    WireFormat format = formats.get(rejected.source());
    if (format == null) {
      return refuse(
          "Nothing here decodes what '%s' sends; known are %s. Send it again from there"
              .formatted(rejected.source(), formats.keySet().stream().sorted().toList()));
    }
    Decoded decoded;
    try {
      decoded =
          format.decodeAgain(rejected.current(), rejected.otherwiseId(), rejected.receivedAt());
    } catch (InvalidInput e) {
      return new Retry.Refuse(e.problems().stream().map(Problem::message).toList());
    }
    List<String> reasons =
        new ArrayList<>(decoded.rejections().stream().flatMap(r -> r.reasons().stream()).toList());
    if (reasons.isEmpty() && decoded.events().isEmpty() && decoded.items().isEmpty()) {
      reasons.add("It says no event");
    }
    otherId(rejected, decoded.events()).ifPresent(reasons::add);
    return reasons.isEmpty()
        ? new Retry.Send(
            decoded.events().stream()
                .map(event -> event.received(clock.instant(), rejected.source()))
                .toList(),
            decoded.items())
        : new Retry.Refuse(reasons);
  }

  /** An id of its own would let the event count again when its sender sends it again. */
  private static Optional<String> otherId(Rejected rejected, List<Event> events) {
    String id = rejected.messageId();
    boolean kept =
        id.isEmpty()
            || id.length() > LONGEST_ID
            || events.size() != 1
            || events.getFirst().messageId().equals(id);
    return kept
        ? Optional.empty()
        : Optional.of(
            "The message id must stay '%s', so that the event counts once; it is '%s'"
                .formatted(id, events.getFirst().messageId()));
  }

  private Retry ofPart(Rejected rejected) {
    Map<String, Object> payload;
    try {
      payload = JSON.readValue(rejected.current(), OBJECT);
    } catch (JsonProcessingException e) {
      return refuse(shape(rejected));
    }
    boolean isTrait = payload.get("traits") instanceof Map<?, ?>;
    if (!(payload.get("event") instanceof String event)
        || !(payload.get(isTrait ? "traits" : "properties") instanceof Map<?, ?> said)
        || said.size() != 1
        || said.get(rejected.part()) == null) {
      return refuse(shape(rejected));
    }
    Object value = Flat.of(said).get(rejected.part());
    if (value == null
        || (isTrait ? plan.trait(rejected.part()) : plan.property(rejected.part())).isEmpty()) {
      return refuse(shape(rejected));
    }
    Fit fit =
        isTrait
            ? plan.draft().trait(rejected.part(), value)
            : plan.draft().property(event, rejected.part(), value);
    return switch (fit) {
      case Fit.Fits fits when isTrait ->
          new Retry.SetTrait(rejected.messageId(), rejected.part(), said.get(rejected.part()));
      case Fit.Fits fits -> new Retry.SetProperty(rejected.messageId(), fits.field(), fits.value());
      case Fit.Misfits misfit -> refuse(misfit.reason());
      case Fit.Absent absent -> refuse("An empty text says nothing; discard it instead");
      case Fit.Overflows over -> refuse("The tracking plan has no column for it");
    };
  }

  private static String shape(Rejected rejected) {
    return "It must be as it was, {\"event\": …, \"properties\" or \"traits\": {\"%s\": …}}, with the"
            .formatted(rejected.part())
        + " value that is right";
  }

  private static Retry refuse(String reason) {
    return new Retry.Refuse(List.of(reason));
  }
}
