package io.onelift.profile;

import static io.onelift.event.TraitOperation.APPEND;
import static io.onelift.event.TraitOperation.INCREMENT;
import static io.onelift.event.TraitOperation.SET;
import static io.onelift.event.TraitOperation.SET_ONCE;
import static io.onelift.event.TraitOperation.UNSET;
import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.MergeRule;
import io.onelift.event.TraitOperation;
import io.onelift.event.TraitRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Folding in the order of arrival, with the events read again where the fold asks for it, gives
 * what the statements say one after another in the order of their times.
 */
class TraitFoldPropertiesTest {
  private static final List<String> SOURCES = List.of("crm", "segment", "import");
  private static final Set<MergeRule> ANY_ORDER =
      EnumSet.complementOf(EnumSet.of(MergeRule.SET_ONCE));

  @Property(tries = 3_000)
  void plainValuesInAnyOrderGiveTheSameTraitWithoutReadingEventsAgain(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 12) int many) {
    for (MergeRule merge : ANY_ORDER) {
      TraitRule rule = rule(merge, random);
      List<Statement> said = statements(random, many, merge, Set.of(SET));
      Optional<TraitFold> expected = inOrderOfTime(said, rule);
      Collections.shuffle(said, random);

      Optional<TraitFold> folded = Optional.empty();
      for (Statement statement : said) {
        folded =
            folded.isEmpty()
                ? Optional.of(TraitFold.of(statement, rule))
                : Optional.of(folded.get().and(statement, rule).orElseThrow());
      }

      assertThat(folded.flatMap(TraitFold::value))
          .as("%s of %s", rule, said)
          .isEqualTo(expected.flatMap(TraitFold::value));
    }
  }

  @Property(tries = 3_000)
  void everyMixOfOperationsInAnyOrderMeansTheStatementsOneAfterAnother(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 8) int many) {
    for (MergeRule merge : ANY_ORDER) {
      TraitRule rule = rule(merge, random);
      Set<TraitOperation> operations =
          merge == MergeRule.LIST
              ? EnumSet.of(SET, SET_ONCE, APPEND, UNSET)
              : EnumSet.of(SET, SET_ONCE, INCREMENT, UNSET);
      List<Statement> said = statements(random, many, merge, operations);
      Collections.shuffle(said, random);
      Optional<TraitFold> folded = Optional.empty();
      for (int i = 0; i < said.size(); i++) {
        Statement statement = said.get(i);
        Optional<TraitFold> next =
            folded.isEmpty()
                ? Optional.of(TraitFold.of(statement, rule))
                : folded.get().and(statement, rule);
        List<Statement> soFar = said.subList(0, i + 1);
        folded = next.or(() -> inOrderOfTime(soFar, rule));

        assertThat(folded.flatMap(TraitFold::value))
            .as("%s of %s", rule, soFar)
            .isEqualTo(inOrderOfTime(soFar, rule).flatMap(TraitFold::value));
      }
    }
  }

  @Property(tries = 3_000)
  void twoProfilesThatBecomeOneHaveTheFoldOfBoth(
      @ForAll Random random, @ForAll @IntRange(min = 2, max = 12) int many) {
    for (MergeRule merge : ANY_ORDER) {
      TraitRule rule = rule(merge, random);
      Set<TraitOperation> operations =
          merge == MergeRule.LIST ? EnumSet.of(SET, APPEND) : EnumSet.of(SET, SET_ONCE, INCREMENT);
      List<Statement> said = statements(random, many, merge, operations);
      Collections.shuffle(said, random);
      int half = 1 + random.nextInt(many - 1);
      TraitFold one = inOrderOfTime(said.subList(0, half), rule).orElseThrow();
      TraitFold other = inOrderOfTime(said.subList(half, many), rule).orElseThrow();
      Object expected = inOrderOfTime(said, rule).orElseThrow().value().orElseThrow();

      one.join(other, rule)
          .ifPresent(
              both -> assertThat(both.value()).as("%s of %s", rule, said).contains(expected));
      boolean plain = said.stream().allMatch(s -> s.operation() == SET);
      assertThat(one.join(other, rule).isPresent() || (merge == MergeRule.LATEST && !plain))
          .as("%s joins %s and %s", rule, one, other)
          .isTrue();
    }
  }

  private static Optional<TraitFold> inOrderOfTime(List<Statement> said, TraitRule rule) {
    List<Statement> ordered = new ArrayList<>(said);
    ordered.sort(Comparator.comparingLong(Statement::at));
    Optional<TraitFold> folded = Optional.empty();
    for (Statement statement : ordered) {
      folded =
          folded.isEmpty()
              ? Optional.of(TraitFold.of(statement, rule))
              : Optional.of(folded.get().and(statement, rule).orElseThrow());
    }
    return folded;
  }

  private static TraitRule rule(MergeRule merge, Random random) {
    boolean ranked =
        (merge == MergeRule.LATEST || merge == MergeRule.FIRST) && random.nextBoolean();
    return new TraitRule(merge, ranked ? SOURCES.subList(0, 2) : List.of());
  }

  private static List<Statement> statements(
      Random random, int many, MergeRule merge, Set<TraitOperation> operations) {
    List<Statement> said = new ArrayList<>();
    List<TraitOperation> choice = List.copyOf(operations);
    for (int i = 0; i < many; i++) {
      TraitOperation operation = choice.get(random.nextInt(choice.size()));
      Object value =
          merge == MergeRule.LIST
              ? List.of("v" + random.nextInt(6), "v" + random.nextInt(6))
              : (Object) (double) random.nextInt(20);
      said.add(new Statement(operation, value, 1_000L + i, SOURCES.get(random.nextInt(3))));
    }
    return said;
  }
}
