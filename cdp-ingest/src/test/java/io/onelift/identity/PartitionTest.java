package io.onelift.identity;

import static io.onelift.event.Identifier.anonymous;
import static io.onelift.event.Identifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.Identifier;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartitionTest {
  private final People people = new People(IdentityRules.standard());
  private final Partition partition = people.partition;

  private int resolve(Identifier... identifiers) {
    return people.profile(identifiers);
  }

  private static Identifier previous(String value) {
    return new Identifier(Identifier.PREVIOUS_ID, value);
  }

  private static Identifier phone(String value) {
    return new Identifier("phone", value);
  }

  @Test
  void givesAVisitorWhoLogsInForTheFirstTimeTheUserIdWithoutAMerge() {
    int visitor = resolve(anonymous("a"));
    assertThat(resolve(user("u"), anonymous("a"))).isEqualTo(visitor);
    assertThat(people.ledger()).isEmpty();
  }

  @Test
  void letsTheLowerNumberWin() {
    int visitor = resolve(anonymous("a"));
    int user = resolve(user("u"));
    assertThat(resolve(user("u"), anonymous("a"))).isEqualTo(visitor);
    assertThat(partition.root(user)).isEqualTo(visitor);
    assertThat(partition.members(visitor)).containsExactlyInAnyOrder(visitor, user);
    assertThat(people.ledger()).containsExactly("merged 2 into 1");
  }

  @Test
  void joinsVisitorLoginAndPhoneInOneProfile() {
    resolve(anonymous("web"));
    resolve(anonymous("app"), phone("138"));
    resolve(user("u"), anonymous("web"));
    int profile = resolve(user("u"), phone("138"));
    assertThat(partition.find(anonymous("app"))).isEqualTo(profile);
    assertThat(partition.find(anonymous("web"))).isEqualTo(profile);
  }

  @Test
  void leavesASharedDeviceWithItsFirstUser() {
    int first = resolve(user("u"), anonymous("tablet"));
    int second = resolve(user("v"), anonymous("tablet"));
    assertThat(second).isNotEqualTo(first);
    assertThat(partition.find(anonymous("tablet"))).isEqualTo(first);
    assertThat(resolve(anonymous("tablet"))).isEqualTo(first);
    assertThat(people.ledger()).containsExactly("refused tablet");
  }

  @Test
  void takesOneUserIdOfAnEventThatNamesTwo() {
    int profile = resolve(user("u"), user("v"), anonymous("a"));
    assertThat(partition.find(user("u"))).isEqualTo(profile);
    assertThat(partition.find(user("v"))).isZero();
    assertThat(people.ledger()).containsExactly("refused v");
  }

  @Test
  void joinsByAliasWhicheverComesFirst() {
    int before = resolve(anonymous("a"));
    int user = resolve(user("u"), previous("a"));
    assertThat(user).isEqualTo(before);

    int later = resolve(user("w"), previous("b"));
    assertThat(resolve(anonymous("b"))).isEqualTo(later);
  }

  @Test
  void joinsTwoUserIdsOnlyByAlias() {
    resolve(user("old"));
    resolve(user("new"));
    int joined = resolve(user("new"), previous("old"));
    assertThat(partition.find(user("old"))).isEqualTo(joined);
    assertThat(people.ledger()).containsExactly("merged 2 into 1");
  }

  @Test
  void doesNotJoinTwoUsersWhoAliasTheSameDevice() {
    int first = resolve(user("u"), previous("tablet"));
    int second = resolve(user("v"), previous("tablet"));
    assertThat(second).isNotEqualTo(first);
    assertThat(people.ledger()).containsExactly("refused tablet");
  }

  @Test
  void keepsTheNumberOfItsOwnIdentifiersThroughMerges() {
    int visitor = people.leaf(List.of(anonymous("web")));
    int user = people.leaf(List.of(user("u")));
    assertThat(people.leaf(List.of(user("u"), anonymous("web")))).isEqualTo(user);
    assertThat(partition.root(user)).isEqualTo(visitor);
    assertThat(people.leaf(List.of(anonymous("web")))).isEqualTo(visitor);
    // What is new is linked to the number of the strongest identifier that is known.
    people.leaf(List.of(user("u"), phone("138")));
    assertThat(partition.leaf(phone("138"))).isEqualTo(user);
  }

  @Test
  void leavesTheWeakerIdentifierOutWhenALimitIsHit() {
    for (int i = 1; i <= 5; i++) {
      resolve(user("u"), phone("13" + i));
    }
    int sixth = resolve(phone("136"));
    assertThat(resolve(user("u"), phone("136"))).isNotEqualTo(sixth);
    assertThat(resolve(user("u"), phone("137"))).isEqualTo(partition.find(user("u")));
    assertThat(partition.find(phone("137"))).isZero();
    assertThat(people.ledger()).containsExactly("refused 136", "refused 137");
    assertThat(people.changes.entries().getLast().cause(Identifier::value))
        .isEqualTo(
            "phone '137' was left out: the profile of user_id 'u' may have 5 phone, and would have"
                + " more");
  }

  @Test
  void ordersIdentifiersByTheirPriority() {
    int first = resolve(anonymous("tablet"), user("u"));
    // The user comes first, whatever the event says first: so the tablet is what is left out.
    int second = resolve(anonymous("tablet"), user("v"));
    assertThat(second).isNotEqualTo(first);
    assertThat(people.ledger()).containsExactly("refused tablet");
  }

  @Test
  void stopsAnIdentifierThatWouldJoinTooManyProfiles() {
    IdentityRules three = new IdentityRules(List.of(), 1_000, Set.of(), Set.of(), 3);
    People few = new People(three);
    for (int i = 1; i <= 4; i++) {
      few.profile(anonymous("a" + i));
    }
    for (int i = 1; i <= 4; i++) {
      few.profile(phone("kiosk"), anonymous("a" + i));
    }
    assertThat(few.ledger()).containsExactly("merged 2 into 1", "merged 3 into 1", "guarded a4");
    assertThat(few.partition.find(anonymous("a4"))).isEqualTo(4);
  }

  @Test
  void takesEverythingBackThatDidNotBecomeDurable() {
    resolve(anonymous("a"));
    resolve(user("u"));
    people.changes.saved();
    resolve(user("u"), anonymous("a"), phone("1"));
    resolve(user("w"), phone("2"));
    resolve(user("u"), phone("2"));
    people.changes.undo();

    assertThat(partition.find(user("u"))).isEqualTo(2);
    assertThat(partition.find(anonymous("a"))).isEqualTo(1);
    assertThat(partition.members(1)).containsExactly(1);
    assertThat(partition.members(2)).containsExactly(2);
    assertThat(partition.find(phone("1"))).isZero();
    assertThat(partition.count("phone", 2)).isZero();
    assertThat(people.ledger()).isEmpty();
    assertThat(resolve(user("w"))).as("a number that somebody may have seen").isGreaterThan(3);
  }
}
