package io.onelift.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.audience.Rule.And;
import io.onelift.audience.Rule.HasTag;
import io.onelift.audience.Rule.HasTrait;
import io.onelift.audience.Rule.InAudience;
import io.onelift.audience.Rule.Not;
import io.onelift.bitmap.BitSlicedIndex;
import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.Held;
import io.onelift.bitmap.NumberIndex;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.bitmap.TagIndex;
import io.onelift.event.Conflict;
import io.onelift.event.NotFound;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.roaringbitmap.RoaringBitmap;

/** The engine against {@link PlainPeople}. */
class AudienceEnginePropertiesTest {
  private static final PlainPeople PEOPLE = new PlainPeople(1, 300);

  /** Numbers up to eleven million, so that the engine asks in parts. */
  private static final PlainPeople FAR_APART = new PlainPeople(2, 300, 37_037);

  private static final Rule SHANGHAI =
      new HasTag("city", new Predicate.In(List.of(Scalar.of("上海"))));

  private final AudienceEngine engine = engine(PEOPLE, PEOPLE);

  @Property(tries = 2000)
  void answersRulesOfTagsLikeAPlainLook(@ForAll("tags") Rule rule) {
    RoaringBitmap expected = PEOPLE.members(rule);
    Estimate estimate = engine.estimate(rule);

    assertThat(engine.members(rule)).isEqualTo(expected);
    assertThat(estimate.size()).isEqualTo(expected.getLongCardinality());
    assertThat(estimate.engine()).isEqualTo(Estimate.Engine.BITMAP);
  }

  @Property(tries = 1000)
  void answersTheSameInParts(@ForAll("any") Rule rule) {
    AudienceEngine wide = engine(FAR_APART, FAR_APART);
    RoaringBitmap expected = FAR_APART.members(rule);
    RoaringBitmap some = new RoaringBitmap();
    FAR_APART.people.keySet().stream().skip(100).limit(50).forEach(some::add);

    assertThat(wide.members(rule)).isEqualTo(expected);
    assertThat(wide.estimate(rule).size()).isEqualTo(expected.getLongCardinality());
    assertThat(wide.estimateInDetail(rule).nodes())
        .allSatisfy(
            node ->
                assertThat(node.size())
                    .isEqualTo(FAR_APART.members(at(rule, node.pointer())).getLongCardinality()));
    assertThat(wide.members(rule, some)).isEqualTo(RoaringBitmap.and(expected, some));
  }

  @Property(tries = 2000)
  void answersMixedRulesLikeAPlainLook(@ForAll("any") Rule rule) {
    assertThat(engine.members(rule)).isEqualTo(PEOPLE.members(rule));
  }

  @Property(tries = 200)
  void givesEveryNodeTheSizeItHasOnItsOwn(@ForAll("any") Rule rule) {
    Estimate estimate = engine.estimateInDetail(rule);

    assertThat(estimate.nodes())
        .allSatisfy(
            node ->
                assertThat(node.size())
                    .isEqualTo(PEOPLE.members(at(rule, node.pointer())).getLongCardinality()));
    assertThat(estimate.nodes().getFirst().pointer()).isEmpty();
  }

  @Property(tries = 100)
  void leavesTheTagsAsTheyWere(@ForAll("any") Rule rule) {
    RoaringBitmap before = engine.members(SHANGHAI);
    engine.members(rule);

    assertThat(engine.members(SHANGHAI)).isEqualTo(before);
  }

  @Property(tries = 200)
  void asksForOnePersonAsForAll(@ForAll("any") Rule rule) {
    RoaringBitmap expected = PEOPLE.members(rule);

    for (int profile : new int[] {37, 370, 3_700, 1}) {
      assertThat(engine.contains(rule, profile)).isEqualTo(expected.contains(profile));
    }
  }

  private static Rule at(Rule rule, String pointer) {
    Rule found = rule;
    for (String token : pointer.split("/", -1)) {
      if (token.equals("not")) {
        found = ((Not) found).rule();
      } else if (!token.isEmpty() && Character.isDigit(token.charAt(0))) {
        found = Rules.children(found).get(Integer.parseInt(token));
      }
    }
    return found;
  }

  @Example
  void looksInTheWarehouseOnlyAtThoseWhoPassedTheTags() {
    List<Optional<RoaringBitmap>> asked = new ArrayList<>();
    AudienceEngine watched =
        engine(
            PEOPLE,
            (leaf, now, within) -> {
              asked.add(within);
              return PEOPLE.matching(leaf, now, within);
            });
    Rule trait = new HasTrait("favourite", new Predicate.IsSet(true));
    Rule rule = new And(List.of(trait, SHANGHAI));

    assertThat(watched.estimate(rule).engine()).isEqualTo(Estimate.Engine.MIXED);
    assertThat(asked).containsExactly(Optional.of(PEOPLE.members(SHANGHAI)));
    assertThat(watched.estimate(trait).engine()).isEqualTo(Estimate.Engine.WAREHOUSE);
  }

  @Example
  void doesNotAskTheWarehouseAboutNobody() {
    AudienceEngine watched =
        engine(
            PEOPLE,
            (_, _, _) -> {
              throw new AssertionError("asked");
            });
    Rule nobody = new HasTag("city", new Predicate.In(List.of(Scalar.of("nowhere"))));

    assertThat(
            watched
                .estimate(
                    new And(List.of(new HasTrait("favourite", new Predicate.IsSet(true)), nobody)))
                .size())
        .isZero();
  }

  @Example
  void drawsTheSamePeopleForTheSameSeed() {
    RoaringBitmap members = PEOPLE.members(SHANGHAI);
    RoaringBitmap sample = AudienceEngine.sample(members, 10, 7);

    assertThat(sample.getCardinality()).isEqualTo(10);
    assertThat(RoaringBitmap.andNot(sample, members).isEmpty()).isTrue();
    assertThat(AudienceEngine.sample(members, 10, 7)).isEqualTo(sample);
    assertThat(AudienceEngine.sample(members, 10, 8)).isNotEqualTo(sample);
    assertThat(AudienceEngine.sample(members, 100_000, 7)).isEqualTo(members);
    members.remove(RoaringBitmap.andNot(members, sample).last());
    assertThat(AudienceEngine.sample(members, 10, 7)).isEqualTo(sample);
  }

  @Example
  void refusesWhatItCannotAnswer() {
    assertThatThrownBy(() -> engine.members(new InAudience("gone"))).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> engine.members(new HasTag("gone", new Predicate.IsSet(true))))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("'gone' has no values yet");
    assertThatThrownBy(() -> engine.members(new InAudience("loop")))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("circle");
  }

  private static AudienceEngine engine(PlainPeople people, WarehouseLeaves leaves) {
    TagBitmaps bitmaps = TagBitmaps.inMemory();
    for (String tag : List.of("city", "vip")) {
      Map<String, RoaringBitmap> values = new HashMap<>();
      people.people.forEach(
          (profile, person) -> {
            if (person.values().containsKey(tag)) {
              values
                  .computeIfAbsent(person.values().get(tag).toString(), _ -> new RoaringBitmap())
                  .add(profile);
            }
          });
      put(bitmaps, tag, new CategoryIndex(values));
    }
    put(bitmaps, "aum", numbers(people, p -> p.values().get("aum"), false));
    put(
        bitmaps,
        "birthday",
        numbers(
            people,
            p ->
                p.values().get("birthday") instanceof Instant time
                    ? (Object) (double) time.toEpochMilli()
                    : null,
            false));
    put(
        bitmaps,
        "purchases",
        numbers(
            people,
            p -> PlainPeople.purchases(p) == 0 ? null : (Object) PlainPeople.purchases(p),
            true));
    Map<String, Rule> audiences = new HashMap<>(people.audiences);
    audiences.put("loop", new Not(new InAudience("loop")));
    return new AudienceEngine(
        bitmaps,
        people::everybody,
        leaves,
        key -> Optional.ofNullable(audiences.get(key)),
        (_, number, _) -> people.snapshotMembers(number),
        PlainPeople.ZONE,
        Clock.fixed(PlainPeople.NOW, ZoneOffset.UTC));
  }

  private static void put(TagBitmaps bitmaps, String tag, TagIndex index) {
    bitmaps.put(tag, new Held(index, 1, PlainPeople.NOW));
  }

  private static NumberIndex numbers(
      PlainPeople people, Function<PlainPeople.Person, Object> value, boolean zero) {
    Map<Integer, Double> numbers = new HashMap<>();
    people.people.forEach(
        (profile, person) -> {
          if (value.apply(person) instanceof Double number) {
            numbers.put(profile, number);
          }
        });
    int[] profiles = numbers.keySet().stream().mapToInt(i -> i).sorted().toArray();
    double[] sorted = new double[profiles.length];
    for (int i = 0; i < profiles.length; i++) {
      sorted[i] = numbers.get(profiles[i]);
    }
    return new NumberIndex(BitSlicedIndex.of(profiles, sorted), zero);
  }

  @Provide
  Arbitrary<Rule> tags() {
    return RandomRules.tags();
  }

  @Provide
  Arbitrary<Rule> any() {
    return RandomRules.any();
  }
}
