package io.onelift.bitmap;

import io.onelift.warehouse.Warehouse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest bitmaps of every tag, in memory, and some of their versions in ClickHouse. Safe for
 * use by many threads.
 */
public final class TagBitmaps {
  private final BitmapHome home;
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Set<String> outdated = ConcurrentHashMap.newKeySet();

  /** The versions that the home has. */
  private final Map<String, Held> kept = new ConcurrentHashMap<>();

  TagBitmaps(BitmapHome home) {
    this.home = home;
    held.putAll(home.load());
    kept.putAll(held);
    outdated.addAll(held.keySet());
  }

  /** Loads what ClickHouse holds; everything counts as outdated until it is refreshed. */
  public static TagBitmaps load(Warehouse warehouse) {
    return new TagBitmaps(new WarehouseHome(warehouse));
  }

  /** Bitmaps that live in memory only and end with the process. */
  public static TagBitmaps inMemory() {
    return new TagBitmaps(new NoHome());
  }

  public Optional<Held> find(String tag) {
    return Optional.ofNullable(held.get(tag));
  }

  /** Keeps and shows a version. */
  public void put(String tag, Held version) {
    save(tag, version);
    show(tag, version);
  }

  private synchronized void save(String tag, Held version) {
    home.save(tag, version);
    kept.put(tag, version);
  }

  /**
   * Shows a version without keeping it: after a restart the one that was kept last is carried on.
   */
  public void show(String tag, Held version) {
    held.put(tag, version);
    outdated.remove(tag);
  }

  /**
   * Shows other values of some profiles in the version there is. What it is the version of stays:
   * others may have changed too.
   */
  public void amend(String tag, TagIndex index) {
    held.computeIfPresent(
        tag,
        (_, version) -> new Held(index, version.definition(), version.asOf(), version.commit()));
  }

  /** Keeps the version that is shown. */
  public void keep(String tag) {
    Held version = held.get(tag);
    if (version != null) {
      save(tag, version);
    }
  }

  /** The same, unless its values are kept already. */
  public void keepNewest(String tag) {
    Held version = held.get(tag);
    Held before = kept.get(tag);
    if (version != null && (before == null || !version.index().equals(before.index()))) {
      save(tag, version);
    }
  }

  /** Says that something happened that the bitmaps of this tag do not show yet. */
  public void outdate(String tag) {
    outdated.add(tag);
  }

  /** The moment whose values the bitmaps show: now when nothing happened since. */
  public Instant asOf(String tag, Instant now) {
    Held version = held.get(tag);
    return version == null || !outdated.contains(tag) ? now : version.asOf();
  }

  /** Forgets a tag. */
  public synchronized void remove(String tag) {
    home.delete(tag);
    held.remove(tag);
    kept.remove(tag);
    outdated.remove(tag);
  }

  /** Memory that all bitmaps take, in bytes. */
  public long bytes() {
    return held.values().stream().mapToLong(version -> version.index().bytes()).sum();
  }

  private static final class NoHome implements BitmapHome {
    @Override
    public Map<String, Held> load() {
      return Map.of();
    }

    @Override
    public void save(String tag, Held version) {}

    @Override
    public void delete(String tag) {}
  }
}
