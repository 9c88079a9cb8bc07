package io.onelift.identity;

import io.onelift.event.Fingerprint;
import io.onelift.event.Identifier;
import io.onelift.event.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A merge that was made, one that a rule forbade, or one that somebody took back.
 *
 * @param commit that made it, in the order of the log
 * @param place among the entries of its commit
 * @param limited the type whose limit was hit, or empty
 * @param allowed what the rule allows: identifiers of that type, or profiles in one
 * @param loser the profile that became the winner; when refused, the one that stayed apart; when
 *     unmerged, the one that was restored
 * @param loserLeaf the number of the loser's side that the identifiers are linked to
 * @param winnerLeaf the same of the winner's side
 * @param identifier the one that brought them together, or that was left out; empty for an unmerge
 *     and when a person's data was erased
 * @param messageId the event that asked for it, or the merge that an unmerge took back
 * @param identifiers those of that event
 * @param by who asked for an unmerge, or empty
 * @param note what they said about it, or empty
 * @param undone whether a merge was taken back
 */
public record LedgerEntry(
    String id,
    long commit,
    long place,
    Instant at,
    Kind kind,
    Reason reason,
    String limited,
    int allowed,
    ProfileId loser,
    ProfileId winner,
    ProfileId loserLeaf,
    ProfileId winnerLeaf,
    Optional<Identifier> identifier,
    String messageId,
    List<Identifier> identifiers,
    String by,
    String note,
    boolean undone) {
  /** What was decided. */
  public enum Kind {
    /** Two profiles became one. */
    MERGE,
    /** An identifier was left out of a link, because of a limit or an unmerge. */
    REFUSED,
    /** An identifier whose value names nobody. */
    BLOCKED,
    /** An identifier would have made one profile of too many. */
    GUARDED,
    /** A merge was taken back. */
    UNMERGE;

    /** As the warehouse and HTTP write it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public LedgerEntry {
    identifiers = List.copyOf(identifiers);
  }

  /**
   * That a merge was taken back.
   *
   * @param first the number that the side of the merge's loser has now
   * @param second the same of the winner's side
   */
  static LedgerEntry unmerge(IdentityActions.Action action, int first, int second) {
    boolean firstKept = first < second;
    int one = action.numbers().getFirst();
    int other = action.numbers().getLast();
    return new LedgerEntry(
        Fingerprint.of("unmerge " + action.subject()).hex(),
        action.commit(),
        0,
        action.at(),
        Kind.UNMERGE,
        Reason.ASKED,
        "",
        0,
        new ProfileId(Math.max(first, second)),
        new ProfileId(Math.min(first, second)),
        new ProfileId(firstKept ? other : one),
        new ProfileId(firstKept ? one : other),
        Optional.empty(),
        action.subject(),
        List.of(),
        action.by(),
        action.note(),
        false);
  }

  /**
   * The cause in words.
   *
   * @param shown how an identifier's value may be shown
   */
  public String cause(Function<Identifier, String> shown) {
    if (reason == Reason.ASKED) {
      return note.isEmpty() ? "unmerged by " + by : "unmerged by " + by + ": " + note;
    }
    if (identifier.isEmpty()) {
      return "the person's data was erased";
    }
    String cause = named(identifier.get(), shown);
    String person = identifiers.isEmpty() ? "somebody" : named(identifiers.getFirst(), shown);
    return switch (reason) {
      case SAME_EVENT -> cause + " came together with " + person;
      case ALIAS -> "alias: '" + shown.apply(identifier.get()) + "' is now " + person;
      case LIMIT ->
          "%s was left out: the profile of %s may have %d %s, and would have more"
              .formatted(cause, person, allowed, limited);
      case UNMERGED ->
          "%s was left out: somebody has put its profile and that of %s apart"
              .formatted(cause, person);
      case TOO_MANY_PROFILES ->
          "%s was left out: it would make one profile of more than %d".formatted(cause, allowed);
      case NAMES_NOBODY -> cause + " was left out: its value names nobody";
      case ASKED -> throw new IllegalStateException("Answered above");
    };
  }

  private static String named(Identifier identifier, Function<Identifier, String> shown) {
    return identifier.type() + " '" + shown.apply(identifier) + "'";
  }
}
