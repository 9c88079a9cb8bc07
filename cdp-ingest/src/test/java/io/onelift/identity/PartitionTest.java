package io.onelift.identity;

import static io.onelift.event.Identifier.anonymous;
import static io.onelift.event.Identifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.onelift.event.Identifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionTest {
  private final Partition partition = new Partition();
  private final List<String> journal = new ArrayList<>();

  private int resolve(Identifier... identifiers) {
    return partition.resolve(
        List.of(identifiers),
        new Partition.Journal() {
          @Override
          public void created(int profile) {}

          @Override
          public void linked(Identifier identifier, int profile) {}

          @Override
          public void merged(int loser, int winner, int[] members, Identifier cause) {
            journal.add("merged " + loser + " into " + winner);
          }

          @Override
          public void refused(int kept, int other, Identifier cause) {
            journal.add("refused " + cause.value());
          }
        });
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
    assertThat(journal).isEmpty();
  }

  @Test
  void letsTheLowerNumberWin() {
    int visitor = resolve(anonymous("a"));
    int user = resolve(user("u"));
    assertThat(resolve(user("u"), anonymous("a"))).isEqualTo(visitor);
    assertThat(partition.root(user)).isEqualTo(visitor);
    assertThat(partition.members(visitor)).containsExactlyInAnyOrder(visitor, user);
    assertThat(journal).containsExactly("merged 2 into 1");
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
    assertThat(journal).containsExactly("refused tablet");
  }

  @Test
  void takesOneUserIdOfAnEventThatNamesTwo() {
    int profile = resolve(user("u"), user("v"), anonymous("a"));
    assertThat(partition.find(user("u"))).isEqualTo(profile);
    assertThat(partition.find(user("v"))).isZero();
    assertThat(journal).containsExactly("refused v");
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
    assertThat(journal).containsExactly("merged 2 into 1");
  }

  @Test
  void doesNotJoinTwoUsersWhoAliasTheSameDevice() {
    int first = resolve(user("u"), previous("tablet"));
    int second = resolve(user("v"), previous("tablet"));
    assertThat(second).isNotEqualTo(first);
    assertThat(journal).containsExactly("refused tablet");
  }
}
