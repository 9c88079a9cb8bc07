package io.onelift.json;

import io.onelift.identity.LedgerEntry;
import java.time.Instant;
import java.util.List;

/**
 * What the ledger says: a merge, one that a rule forbade, or one that was taken back.
 *
 * @param kind {@code merge}, {@code refused}, {@code blocked}, {@code guarded} or {@code unmerge}
 * @param cause in words, personal values hidden from who may not see them
 * @param event the message id of the event that asked for it; for an unmerge the merge's id
 * @param undone whether a merge was taken back
 */
public record LedgerJson(
    String id,
    Instant at,
    String kind,
    String loser,
    String winner,
    String cause,
    String event,
    List<IdentifierJson> identifiers,
    boolean undone) {
  public static LedgerJson of(LedgerEntry entry, Masking masking) {
    return new LedgerJson(
        entry.id(),
        entry.at(),
        entry.kind().key(),
        entry.loser().toString(),
        entry.winner().toString(),
        entry.cause(masking::value),
        entry.messageId(),
        IdentifierJson.of(entry.identifiers(), masking),
        entry.undone());
  }
}
