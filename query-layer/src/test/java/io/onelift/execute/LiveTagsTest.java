package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.onelift.audience.AudienceEngine;
import io.onelift.audience.Rule.HasTag;
import io.onelift.bitmap.Held;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.compute.TagRefresher;
import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Identifier;
import io.onelift.tag.Condition;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition;
import io.onelift.tag.TagDefinition.FromEvents;
import io.onelift.tag.TagDefinition.FromRules;
import io.onelift.tag.TagDefinition.FromTrait;
import io.onelift.tag.TagDefinition.RuleRow;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import io.onelift.tag.Window;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An instant event is in the bitmaps when it is acknowledged; others wait for a refresh. */
@ExtendWith(WarehouseExtension.class)
class LiveTagsTest {
  private static final Tag BUYS =
      tag(
          "buys",
          TagType.NUMBER,
          new FromEvents(
              new EventMeasure("buy", List.of(), new EventMeasure.Aggregate.Count()),
              new Window.Always()));
  private static final Tag CITY = tag("city", TagType.ENUM, new FromTrait("city"));
  private static final Tag STAGE =
      tag(
          "stage",
          TagType.ENUM,
          new FromRules(
              List.of(
                  new RuleRow(
                      Condition.of(
                          JsonNodeFactory.instance.objectNode().put("tag", "buys").put("gte", 2)),
                      Scalar.of("loyal"))),
              Optional.of(Scalar.of("new"))));
  private static final List<Tag> TAGS = List.of(BUYS, CITY, STAGE);

  private final Warehouse warehouse;
  private final TagBitmaps bitmaps = TagBitmaps.inMemory();
  private int told;

  LiveTagsTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  private static Tag tag(String key, TagType type, TagDefinition definition) {
    return new Tag(key, new TagNames(key, key), "", "", type, definition, 0);
  }

  @Test
  void instantEventsAreSeenWhenAcknowledgedAndOthersWhenRefreshed(@TempDir Path directory) {
    try (TagProject project = new TagProject(warehouse, directory, Clock.systemUTC())) {
      TAGS.forEach(tag -> project.catalog.create(tag, "ann"));
      AudienceEngine engine = project.engine(bitmaps);
      try (TagRefresher refresher = project.refresher(bitmaps)) {
        project.ingest.collector.listen(refresher);
        project.ingest.collector.listenAtOnce(refresher.live());
        send(project, buy(user("ann"), false), tells("ann", "c1", false));
        refresh(refresher);
        assertThat(size(engine, "stage", "loyal")).isZero();
        Held before = bitmaps.find("buys").orElseThrow();

        send(project, buy(user("ann"), false), tells("ann", "c2", false));
        assertThat(size(engine, "stage", "loyal")).isZero();
        assertThat(size(engine, "city", "c1")).isEqualTo(1);

        send(project, buy(user("ann"), true), tells("ann", "c3", true));
        assertThat(size(engine, "stage", "loyal")).isEqualTo(1);
        assertThat(size(engine, "city", "c3")).isEqualTo(1);
        assertThat(engine.estimate(rule("city", "c1")).size()).isZero();
        // It is another value of one person, not another moment.
        assertThat(bitmaps.find("buys").orElseThrow().asOf()).isEqualTo(before.asOf());
        assertThat(bitmaps.find("buys").orElseThrow().commit()).isEqualTo(before.commit());

        // Two who turn out to be one, each with a purchase, and somebody new.
        send(project, buy(List.of(Identifier.anonymous("b")), true), buy(user("bob"), true));
        assertThat(size(engine, "stage", "loyal")).isEqualTo(1);
        assertThat(size(engine, "stage", "new")).isEqualTo(2);
        send(project, buy(List.of(Identifier.anonymous("b"), Identifier.user("bob")), true));
        assertThat(size(engine, "stage", "loyal")).isEqualTo(2);
        assertThat(size(engine, "stage", "new")).isZero();

        refresh(refresher);
        assertThat(size(engine, "stage", "loyal")).isEqualTo(2);
        assertThat(size(engine, "city", "c3")).isEqualTo(1);
      }
    }
  }

  private static void refresh(TagRefresher refresher) {
    TAGS.forEach(tag -> assertThat(refresher.refresh(tag.key()).join().error()).isEmpty());
  }

  private static HasTag rule(String tag, String value) {
    return new HasTag(tag, new Predicate.In(List.of(Scalar.of(value))));
  }

  private static long size(AudienceEngine engine, String tag, String value) {
    return engine.estimate(rule(tag, value)).size();
  }

  private static void send(TagProject project, Event... events) {
    project.ingest.collector.collect(List.of(events)).join();
  }

  private static List<Identifier> user(String name) {
    return List.of(Identifier.user(name));
  }

  private Event buy(List<Identifier> who, boolean instant) {
    return event("buy", who, Map.of(), instant);
  }

  private Event tells(String who, String city, boolean instant) {
    return event("identify", user(who), Map.of("city", city), instant);
  }

  private Event event(
      String name, List<Identifier> who, Map<String, Object> traits, boolean instant) {
    Instant now = Instant.now();
    return new Event(
        "live" + told++,
        traits.isEmpty() ? EventKind.TRACK : EventKind.IDENTIFY,
        name,
        now,
        now,
        who,
        Map.of(),
        traits,
        Map.of(),
        "test",
        instant);
  }
}
