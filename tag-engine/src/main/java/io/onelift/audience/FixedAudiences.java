package io.onelift.audience;

import io.onelift.audience.Rule.InSnapshot;
import io.onelift.audience.Snapshot.Origin;
import io.onelift.event.Conflict;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/**
 * Audiences whose members stay as they are: static ones hold whom a rule held for once, uploaded
 * ones whom a list named. Their rule is their own newest snapshot; the rule that a static one was
 * made of is in its earlier version.
 */
public final class FixedAudiences {
  private final AudienceCatalog catalog;
  private final Snapshots snapshots;
  private final UnmatchedMembers unmatched;

  public FixedAudiences(AudienceCatalog catalog, Snapshots snapshots, UnmatchedMembers unmatched) {
    this.catalog = catalog;
    this.snapshots = snapshots;
    this.unmatched = unmatched;
  }

  /** How the members of an audience come about. */
  public enum Kind {
    DYNAMIC,
    STATIC,
    UPLOAD
  }

  public Kind kind(SavedAudience audience) {
    if (!(audience.rule() instanceof InSnapshot(String key, int number))
        || !key.equals(audience.key())) {
      return Kind.DYNAMIC;
    }
    return snapshots.of(key).stream()
            .anyMatch(one -> one.number() == number && one.origin() == Origin.UPLOAD)
        ? Kind.UPLOAD
        : Kind.STATIC;
  }

  /** Keeps the members that a saved audience has now, for good. */
  public SavedAudience freeze(SavedAudience audience, RoaringBitmap members, String by) {
    Snapshot snapshot = snapshots.take(audience.key(), members, Origin.RULE, by);
    return pin(audience, snapshot, by);
  }

  /**
   * Saves members that were found once, for good.
   *
   * @param key empty has one made from the name
   * @throws Conflict when the key is taken
   */
  public SavedAudience keep(
      Optional<String> key, String name, String description, RoaringBitmap members, String by) {
    String taken = key.orElseGet(() -> catalog.keyFor(name));
    // The key is taken first, so that nobody else's snapshot is written under it.
    SavedAudience audience =
        catalog.create(
            new AudienceDraft(Optional.of(taken), name, description, new InSnapshot(taken, 1)), by);
    return freeze(audience, members, by);
  }

  /**
   * Saves an audience of uploaded members, or gives one that was uploaded before other members.
   * Those of the list who are not known yet become members when they come.
   *
   * @param key empty has one made from the name
   * @throws Conflict when the key is that of an audience that was not uploaded
   */
  public SavedAudience upload(
      Optional<String> key, String name, String description, IdentifierList list, String by) {
    Optional<SavedAudience> old = key.flatMap(catalog::find);
    if (old.isPresent() && kind(old.get()) != Kind.UPLOAD) {
      throw new Conflict(
          "The audience '"
              + old.get().key()
              + "' was not uploaded, so a list cannot take its place; choose another key.");
    }
    // The key is taken first, so that nobody else's snapshot is written under it.
    SavedAudience audience =
        old.orElseGet(
            () ->
                catalog.create(
                    new AudienceDraft(
                        key,
                        name,
                        description,
                        new InSnapshot(key.orElseGet(() -> catalog.keyFor(name)), 1)),
                    by));
    Snapshot snapshot = snapshots.take(audience.key(), list.members(), Origin.UPLOAD, by);
    SavedAudience pinned = pin(audience, snapshot, by);
    unmatched.keep(snapshot, list.waiting());
    return pinned;
  }

  private SavedAudience pin(SavedAudience audience, Snapshot snapshot, String by) {
    Rule rule = new InSnapshot(snapshot.audience(), snapshot.number());
    return audience.rule().equals(rule)
        ? audience
        : catalog.update(
            audience.key(),
            new AudienceDraft(
                Optional.of(audience.key()), audience.name(), audience.description(), rule),
            by);
  }

  /** How many identifiers of an uploaded audience name nobody yet. */
  public long unmatched(SavedAudience audience) {
    return unmatched.count(audience.key());
  }

  /** Deletes an audience and its snapshots; throws as {@link AudienceCatalog#delete}. */
  public void delete(String key, String by) {
    catalog.delete(key, by);
    snapshots.forget(key);
    unmatched.forget(key);
  }
}
