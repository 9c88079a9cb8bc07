package io.onelift.execute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.bitmap.TagIndex;
import io.onelift.collect.Ingest;
import io.onelift.collect.Unmerging;
import io.onelift.compute.RuleMembers;
import io.onelift.compute.Since;
import io.onelift.compute.TagRefresher;
import io.onelift.compute.TagSource;
import io.onelift.compute.TagState;
import io.onelift.compute.TagUploads;
import io.onelift.compute.TagValues;
import io.onelift.compute.WarehouseValues;
import io.onelift.erasure.Erasures;
import io.onelift.erasure.Suppressions;
import io.onelift.event.Event;
import io.onelift.event.EventKind;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import io.onelift.identity.LedgerEntry;
import io.onelift.tag.Condition;
import io.onelift.tag.EventMeasure;
import io.onelift.tag.EventMeasure.Aggregate;
import io.onelift.tag.Scalar;
import io.onelift.tag.Tag;
import io.onelift.tag.TagDefinition;
import io.onelift.tag.TagDefinition.EventStep;
import io.onelift.tag.TagDefinition.FromEvents;
import io.onelift.tag.TagDefinition.FromPreference;
import io.onelift.tag.TagDefinition.FromRfm;
import io.onelift.tag.TagDefinition.FromRules;
import io.onelift.tag.TagDefinition.FromSequence;
import io.onelift.tag.TagDefinition.FromSql;
import io.onelift.tag.TagDefinition.FromTrait;
import io.onelift.tag.TagDefinition.RfmPart;
import io.onelift.tag.TagDefinition.RuleRow;
import io.onelift.tag.TagDefinition.Uploaded;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import io.onelift.tag.Window;
import io.onelift.warehouse.StandingClock;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.roaringbitmap.RoaringBitmap;

/** Bitmaps carried on from commit to commit hold what bitmaps made anew hold. */
@ExtendWith(WarehouseExtension.class)
class IncrementalRefreshTest {
  private static final int PEOPLE = 30;
  private static final int ROUNDS = 40;
  private static final Instant BEGIN = Instant.parse("2026-05-01T00:00:00Z");
  private static final Duration WINDOW = Duration.ofHours(6);

  private static final Window RFM = new Window.Sliding(Duration.ofHours(5));

  private static final List<Tag> TAGS =
      List.of(
          tag("city", TagType.ENUM, new FromTrait("city")),
          tag("level", TagType.ENUM, new Uploaded("user_id")),
          tag("balance", TagType.NUMBER, new FromTrait("balance")),
          tag("visits", TagType.NUMBER, events(new Aggregate.Count(), new Window.Always())),
          tag("lately", TagType.NUMBER, events(new Aggregate.Count(), new Window.Sliding(WINDOW))),
          tag("spent", TagType.NUMBER, events(new Aggregate.Sum("amount"), new Window.Always())),
          tag("pages", TagType.NUMBER, events(new Aggregate.Distinct("page"), new Window.Always())),
          tag(
              "last_page",
              TagType.ENUM,
              events(new Aggregate.Last("page"), new Window.Sliding(WINDOW))),
          tag(
              "first_page",
              TagType.ENUM,
              events(new Aggregate.First("page"), new Window.Sliding(WINDOW))),
          tag(
              "favourite_page",
              TagType.ENUM,
              new FromPreference(
                  "visit", List.of(), "page", Optional.of("amount"), new Window.Sliding(WINDOW))),
          tag(
              "twice_quickly",
              TagType.NUMBER,
              new FromSequence(
                  List.of(new EventStep("visit", List.of()), new EventStep("visit", List.of())),
                  Duration.ofHours(1),
                  new Window.Sliding(WINDOW))),
          table(
              "group",
              TagType.ENUM,
              Optional.of(Scalar.of("other")),
              row("{'and':[{'tag':'city','in':['c1']},{'tag':'lately','gte':2}]}", "busy"),
              row("{'not':{'tag':'last_page','is_set':true}}", "silent"),
              row("{'trait':'balance','gte':5}", "rich"),
              row("{'event':'visit','count':{'gte':3},'within':'6h'}", "often")),
          table(
              "points",
              TagType.NUMBER,
              Optional.empty(),
              row("{'tag':'group','in':['busy','often']}", 10),
              row("{'tag':'level','in':['l1']}", 5),
              row(
                  "{'sequence':[{'event':'visit'},{'event':'visit'}],'within':'1h','last':'6h'}",
                  3)),
          tag(
              "worth",
              TagType.NUMBER,
              new FromRfm("visit", List.of(), "amount", RFM, RfmPart.SCORE)),
          tag(
              "dearest",
              TagType.NUMBER,
              new FromSql(
                  "SELECT profile_id, MAX(amount) FROM events GROUP BY profile_id",
                  Duration.ofMinutes(5))));

  private static final int WAREHOUSE_TAGS = 10;
  private static final int RULES = 7;

  private final Warehouse warehouse;
  private final Random random = new Random(11);
  private final StandingClock clock = new StandingClock(BEGIN);
  private int told;
  private int anew;
  private int rulesOfEverybody;

  IncrementalRefreshTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  private static FromEvents events(Aggregate aggregate, Window window) {
    return new FromEvents(new EventMeasure("visit", List.of(), aggregate), window);
  }

  private static Tag table(String key, TagType type, Optional<Scalar> otherwise, RuleRow... rows) {
    return tag(key, type, new FromRules(List.of(rows), otherwise));
  }

  private static RuleRow row(String rule, Object value) {
    try {
      return new RuleRow(
          Condition.of(new ObjectMapper().readTree(rule.replace('\'', '"'))),
          value instanceof String text ? Scalar.of(text) : Scalar.of((Integer) value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(rule, e);
    }
  }

  private static Tag tag(String key, TagType type, TagDefinition definition) {
    return new Tag(key, new TagNames(key, key), "", "", type, definition, 0);
  }

  @Test
  void holdsWhatANewOneHolds(@TempDir Path directory) {
    try (TagProject project = new TagProject(warehouse, directory, clock)) {
      TAGS.forEach(tag -> project.catalog.create(tag, "ann"));
      TagBitmaps carried = TagBitmaps.inMemory();
      try (TagRefresher refresher =
          project.refresher(carried, counted(project.queries), this::counted)) {
        project.ingest.collector.listen(refresher);
        project.ingest.collector.listenAtOnce(refresher.live());
        for (int round = 0; round < ROUNDS; round++) {
          happen(project, round);
          clock.now = clock.now.plusSeconds(random.nextInt(7_200));
          refresh(refresher);
          TagBitmaps fresh = TagBitmaps.inMemory();
          try (TagRefresher other = project.refresher(fresh)) {
            refresh(other);
          }
          for (Tag tag : TAGS) {
            assertThat(values(carried, tag.key()))
                .as("%s after round %d", tag.key(), round)
                .isEqualTo(values(fresh, tag.key()));
          }
        }
      }
    }
    // The first time of each, and when a quarter had changed.
    assertThat(anew).isLessThan(WAREHOUSE_TAGS * ROUNDS / 3);
    assertThat(rulesOfEverybody).isPositive().isLessThan(RULES * ROUNDS / 3);
  }

  private static void refresh(TagRefresher refresher) {
    for (Tag tag : TAGS) {
      TagState state = refresher.refresh(tag.key()).join();
      assertThat(state.error()).as(tag.key()).isEmpty();
    }
  }

  /** Some commits, and now and then a merge taken back or somebody erased. */
  private void happen(TagProject project, int round) {
    Ingest ingest = project.ingest;
    int commits = 1 + random.nextInt(3);
    for (int i = 0; i < commits; i++) {
      List<Event> events = new ArrayList<>();
      for (int e = random.nextInt(4); e >= 0; e--) {
        events.add(event());
      }
      ingest.collector.collect(events).join();
    }
    if (round % 9 == 0) {
      upload(project, round > 0);
    }
    if (round % 7 == 6) {
      ingest
          .identities
          .ledger(Optional.empty(), Optional.of(LedgerEntry.Kind.MERGE), Optional.empty(), 1)
          .forEach(
              merge ->
                  ingest
                      .collector
                      .exclusively(new Unmerging(ingest.identities, merge.id(), "ann", ""))
                      .exceptionally(taken -> null)
                      .join());
    }
    if (round % 13 == 12) {
      erase(ingest, ingest.identities.find(Identifier.user("u" + round)).orElse(new ProfileId(1)));
    }
  }

  private void upload(TagProject project, boolean more) {
    List<TagUploads.Row> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      rows.add(new TagUploads.Row("u" + random.nextInt(PEOPLE), "l" + random.nextInt(3)));
    }
    project.uploads.upload(project.catalog.require("level"), "user_id", rows, !more, "ann");
  }

  private void erase(Ingest ingest, ProfileId profile) {
    Erasures erasures =
        new Erasures(
            warehouse, ingest.identities, ingest.profiles, Suppressions.none(warehouse), clock);
    ingest
        .collector
        .exclusively(
            turn -> {
              Erasures.Erased erased = erasures.erase(turn.commit(), profile, false, "dpo");
              turn.announce(erased.change());
              return erased;
            })
        .exceptionally(nobody -> null)
        .join();
  }

  private Event event() {
    int person = random.nextInt(PEOPLE);
    Identifier user = Identifier.user("u" + person);
    Identifier visitor = Identifier.anonymous("v" + person + "-" + random.nextInt(2));
    int what = random.nextInt(6);
    boolean tells = what == 0;
    // Quarters add up the same in any order. Late ones, and some whose time has not come.
    Instant time =
        clock.now.minusSeconds(random.nextInt(40_000)).plusSeconds(random.nextInt(9_000));
    return new Event(
        "m" + told++,
        tells ? EventKind.IDENTIFY : EventKind.TRACK,
        tells ? "identify" : "visit",
        time,
        clock.now,
        what < 3 ? List.of(user) : what < 5 ? List.of(visitor) : List.of(user, visitor),
        tells
            ? Map.of()
            : Map.of("page", "p" + random.nextInt(4), "amount", random.nextInt(4_000) / 4.0),
        tells
            ? Map.of(
                "city",
                "c" + random.nextInt(3),
                "balance",
                random.nextInt(3) == 0 ? -random.nextInt(1_000) / 8.0 : random.nextInt(100) / 10.0)
            : Map.of(),
        Map.of(),
        "test",
        random.nextInt(4) == 0);
  }

  private RuleMembers counted(RuleMembers rules) {
    return new RuleMembers() {
      @Override
      public RoaringBitmap members(Condition condition) {
        rulesOfEverybody++;
        return rules.members(condition);
      }

      @Override
      public RoaringBitmap members(Condition condition, RoaringBitmap within) {
        return rules.members(condition, within);
      }

      @Override
      public List<TagSource> sources(Condition condition) {
        return rules.sources(condition);
      }
    };
  }

  private WarehouseValues counted(WarehouseQueries queries) {
    return new WarehouseValues() {
      @Override
      public TagValues values(TagSource source, Instant now) {
        // Scores of recency are everybody's, so they are read whole.
        if (!(source instanceof TagSource.Events events && events.window().equals(RFM))) {
          anew++;
        }
        return queries.values(source, now);
      }

      @Override
      public TagValues values(TagSource source, Instant now, RoaringBitmap within) {
        return queries.values(source, now, within);
      }

      @Override
      public RoaringBitmap changed(List<TagSource> sources, Since since) {
        return queries.changed(sources, since);
      }

      @Override
      public RoaringBitmap everybody() {
        return queries.everybody();
      }
    };
  }

  /** What each profile has, by its number. */
  private static Map<Integer, Object> values(TagBitmaps bitmaps, String tag) {
    TagIndex index = bitmaps.find(tag).orElseThrow().index();
    Map<Integer, Object> values = new TreeMap<>();
    for (int profile : index.profiles()) {
      values.put(
          profile,
          switch (index) {
            case CategoryIndex categories -> categories.valuesOf(profile);
            case NumberIndex numbers -> numbers.numbers().number(profile).orElseThrow();
          });
    }
    return values;
  }
}
