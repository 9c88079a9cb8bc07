package io.onelift.erasure;

import static io.onelift.collect.Ingest.identify;
import static io.onelift.collect.Ingest.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.collect.Ingest;
import io.onelift.event.Identifier;
import io.onelift.event.KeyedHash;
import io.onelift.event.ProfileId;
import io.onelift.profile.Profiles;
import io.onelift.warehouse.Warehouse;
import io.onelift.warehouse.WarehouseExtension;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WarehouseExtension.class)
class ErasuresTest {
  private final Warehouse warehouse;
  private final KeyedHash hash = new KeyedHash(KeyedHash.secret());

  ErasuresTest(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Test
  void anErasureThatWasCutOffIsCompletedAtTheNextStart() {
    Identifier user = Identifier.user("cut-off-" + UUID.randomUUID());
    Identifier other = Identifier.user("other-" + UUID.randomUUID());
    ProfileId profile;
    try (Ingest ingest = Ingest.open(warehouse)) {
      ingest.collect(
          identify(Instant.now(), Map.of("motto", "cut off"), user),
          track("bought", Map.of("thing", "hat"), user),
          track("bought", Map.of("thing", "hat"), other));
      profile = ingest.identities.find(user).orElseThrow();
      Erasures erasures = erasures(ingest);
      erasures.also(
          (numbers, identifiers) -> {
            throw new IllegalStateException("the power went");
          });

      assertThatThrownBy(
              () ->
                  ingest
                      .collector
                      .exclusively(turn -> erasures.erase(turn.commit(), profile, true, "dpo"))
                      .join())
          .isInstanceOf(CompletionException.class);
      assertThat(erasures.list().getFirst().doneAt()).isEmpty();
    }
    try (Ingest ingest = Ingest.open(warehouse)) {
      Erasures erasures = erasures(ingest);
      List<ProfileId> told = new ArrayList<>();
      ingest.collector.listen(commit -> told.addAll(commit.erased()));

      ingest
          .collector
          .exclusively(
              turn -> {
                Optional<Erasures.Erased> completed = erasures.complete(turn.commit());
                completed.ifPresent(erased -> turn.announce(erased.change()));
                return completed;
              })
          .join();

      Erasure done = erasures.list().getFirst();
      assertThat(done.doneAt()).isPresent();
      assertThat(done.events()).isEqualTo(2);
      assertThat(done.identifiers()).isEqualTo(1);
      assertThat(done.traits()).isEqualTo(1);
      assertThat(told).containsExactly(profile);
      assertThat(ingest.identities.find(user)).isEmpty();
      assertThat(
              ingest.count(
                  "SELECT count() AS n FROM events WHERE profile_no = " + profile.unsigned()))
          .isZero();
      assertThat(ingest.profiles.profile(profile)).isEmpty();
      assertThat(ingest.profiles.recentEvents(ingest.identities.find(other).orElseThrow(), 10))
          .hasSize(1);
      assertThat(Suppressions.open(warehouse, hash).admit(track("x", Map.of(), user))).isEmpty();
      assertThat(erasures.complete(0)).isEmpty();
    }
    // And the log without the person's events says the same as what is kept.
    try (Ingest ingest = Ingest.open(warehouse)) {
      assertThat(ingest.identities.find(user)).isEmpty();
      assertThat(ingest.identities.find(other)).isPresent();
    }
  }

  @Test
  void aSharedDeviceGoesOnForWhoeverIsLeft() {
    Identifier gone = Identifier.user("gone-" + UUID.randomUUID());
    Identifier left = Identifier.user("left-" + UUID.randomUUID());
    Identifier device = Identifier.anonymous("device-" + UUID.randomUUID());
    Suppressions suppressions = Suppressions.open(warehouse, hash);
    suppressions.add("e1", List.of(gone, device));

    assertThat(suppressions.admit(track("x", Map.of(), gone, device))).isEmpty();
    assertThat(suppressions.admit(track("x", Map.of(), device))).isEmpty();
    assertThat(suppressions.admit(track("x", Map.of(), left, device)).orElseThrow().identifiers())
        .containsExactly(left);
  }

  @Test
  void quarantineIsAPersonsOnlyWhereAnIdentifierStands() {
    Mentions mentions =
        new Mentions(List.of(Identifier.user("4711"), new Identifier("phone", "13800001111")));

    assertThat(mentions.in("{\"type\":\"track\",\"userId\":\"4711\"}")).isTrue();
    assertThat(mentions.in("{\"userId\":4711}")).isTrue();
    assertThat(mentions.in("{\"identities\":{\"$identity_mobile\":\"13800001111\"}}")).isTrue();
    assertThat(mentions.in("{\"context\":{\"externalIds\":[{\"id\":\"13800001111\"}]}}")).isTrue();
    assertThat(mentions.in("{\"traits\":{\"mobile\":\"13800001111\"}}")).isTrue();
    assertThat(mentions.in("{\"userId\":\"x\",\"properties\":{\"quantity\":4711}}")).isFalse();
    assertThat(mentions.in("no JSON of 4711")).isTrue();
  }

  private Erasures erasures(Ingest ingest) {
    return new Erasures(
        warehouse,
        ingest.identities,
        new Profiles(warehouse, ingest.plan, ingest.identities),
        Suppressions.open(warehouse, hash),
        Clock.systemUTC());
  }
}
