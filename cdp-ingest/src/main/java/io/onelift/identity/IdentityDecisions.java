package io.onelift.identity;

import io.onelift.event.Commit;
import io.onelift.event.Conflict;
import io.onelift.event.Identifier;
import io.onelift.event.NotFound;
import io.onelift.event.ProfileId;
import io.onelift.identity.IdentityActions.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does what people decide about identities, once when they ask and again from the log. */
final class IdentityDecisions {
  /** The commit of the first rules: before every other. */
  static final long FIRST = 1;

  private final Shared shared;
  private final IdentityTables tables;
  private final Ledger ledger;
  private final IdentityActions actions;

  IdentityDecisions(Shared shared, IdentityTables tables, Ledger ledger, IdentityActions actions) {
    this.shared = shared;
    this.tables = tables;
    this.ledger = ledger;
    this.actions = actions;
  }

  /** Brings a state that is being loaded up to what was decided up to a commit. */
  void load(State loaded, long upTo) {
    if (actions.after(0).isEmpty()) {
      // The log says which rules its first events came under, whatever the standard is later.
      actions.append(rules(FIRST, IdentityRules.standard(), "standard"));
    }
    for (Action action : actions.between(0, Math.max(FIRST, upTo))) {
      switch (action.kind()) {
        case RULES -> loaded.rules = RulesJson.read(action.subject()).reading();
        case UNMERGE ->
            loaded.partition.part(action.numbers().getFirst(), action.numbers().getLast());
        case ERASE -> {}
      }
    }
  }

  List<Action> after(long commit) {
    return actions.after(Math.max(FIRST, commit));
  }

  private static Action rules(long commit, IdentityRules rules, String by) {
    String json = RulesJson.print(rules).toString();
    return new Action(commit, Instant.now(), IdentityActions.Kind.RULES, json, List.of(), by, "");
  }

  void rule(long commit, IdentityRules rules, String by) {
    Action action = rules(commit, rules, by);
    actions.append(action);
    act(action);
  }

  Forgotten forget(long commit, List<ProfileId> numbers, String by) {
    Action action =
        new Action(
            commit,
            Instant.now(),
            IdentityActions.Kind.ERASE,
            "",
            numbers.stream().map(ProfileId::number).toList(),
            by,
            "");
    actions.append(action);
    return erase(action);
  }

  /** The merge to take back, when it can be. */
  LedgerEntry standing(String mergeId) {
    LedgerEntry merge =
        ledger
            .find(mergeId)
            .orElseThrow(
                () ->
                    new NotFound(
                        "entry of the ledger",
                        mergeId,
                        "GET /api/identity/ledger?kind=merge lists the merges."));
    if (merge.kind() != LedgerEntry.Kind.MERGE) {
      throw new Conflict(
          "The entry '%s' is no merge but of the kind '%s': there is nothing to take back."
              .formatted(mergeId, merge.kind().key()));
    }
    if (merge.undone()) {
      throw new Conflict("The merge '" + mergeId + "' was taken back before.");
    }
    if (merge.identifier().isEmpty()) {
      throw new Conflict("The merge '" + mergeId + "' is of a person whose data was erased.");
    }
    return merge;
  }

  Commit.Parted unmerge(long commit, LedgerEntry merge, String by, String note) {
    Action action =
        new Action(
            commit,
            Instant.now(),
            IdentityActions.Kind.UNMERGE,
            merge.id(),
            List.of(merge.loserLeaf().number(), merge.winnerLeaf().number()),
            by,
            note);
    actions.append(action);
    return part(action).orElseThrow();
  }

  /** Does what an action in the log says; gives the profiles that it parts. */
  Optional<Commit.Parted> act(Action action) {
    return switch (action.kind()) {
      case RULES -> {
        shared.alter(state -> state.rules = RulesJson.read(action.subject()).reading());
        shared.state().applied = action.commit();
        yield Optional.empty();
      }
      case UNMERGE -> part(action);
      case ERASE -> {
        erase(action);
        yield Optional.empty();
      }
    };
  }

  private Forgotten erase(Action action) {
    List<Long> numbers = action.numbers().stream().map(Integer::toUnsignedLong).toList();
    List<Identifier> identifiers = new ArrayList<>();
    tables.identifiers(numbers, (identifier, leaf) -> identifiers.add(identifier));
    shared.alter(
        state -> {
          identifiers.forEach(state.partition::unlink);
          state.changes.forget();
        });
    Forgotten forgotten =
        new Forgotten(
            numbers.stream().map(ProfileId::of).toList(),
            identifiers.size(),
            tables.forget(numbers, identifiers),
            ledger.forget(numbers, identifiers));
    shared.state().applied = action.commit();
    return forgotten;
  }

  /** Empty when nothing joins the two: an end of it was erased. */
  private Optional<Commit.Parted> part(Action action) {
    int one = action.numbers().getFirst();
    int other = action.numbers().getLast();
    List<Long> members =
        shared.change(
            state -> {
              state.partition.reach(Math.max(one, other));
              return Arrays.stream(state.partition.members(one))
                  .mapToObj(Integer::toUnsignedLong)
                  .toList();
            });
    List<int[]> merges = ledger.merges(action.commit(), members);
    int[] left = Sides.of(one, merges);
    int[] right = Sides.of(other, merges);
    boolean wereOne =
        shared.change(
            state -> {
              boolean joined = state.partition.root(one) == state.partition.root(other);
              state.partition.part(one, other);
              if (joined) {
                state.partition.gather(left);
                state.partition.gather(right);
              }
              return joined;
            });
    Optional<Commit.Parted> parted =
        wereOne ? Optional.of(parted(action, left, right)) : Optional.empty();
    shared.state().applied = action.commit();
    return parted;
  }

  private Commit.Parted parted(Action action, int[] left, int[] right) {
    Map<Integer, Integer> overrides = new HashMap<>();
    for (int[] side : List.of(left, right)) {
      Arrays.stream(side).forEach(member -> overrides.put(member, side[0]));
    }
    tables.override(overrides, action.commit());
    LedgerEntry entry = LedgerEntry.unmerge(action, left[0], right[0]);
    ledger.write(List.of(entry));
    return new Commit.Parted(entry.winner(), entry.loser());
  }
}
