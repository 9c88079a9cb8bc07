package io.onelift.compute;

import io.onelift.event.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/**
 * Every profile there is, kept current with each commit: the universe of {@code not}. Safe for use
 * by many threads.
 */
public final class Population implements Commit.Listener, Supplier<RoaringBitmap> {
  private volatile RoaringBitmap everybody = new RoaringBitmap();

  /** Commits that came while the warehouse was being read. */
  private List<Commit> missed = new ArrayList<>();

  private boolean loaded;

  /** Reads everybody from the warehouse; commits before and during it are not lost. */
  public void load(WarehouseValues values) {
    RoaringBitmap read = values.everybody().clone();
    synchronized (this) {
      missed.forEach(commit -> apply(commit, read));
      missed = new ArrayList<>();
      loaded = true;
      read.runOptimize();
      everybody = read;
    }
  }

  @Override
  public synchronized void committed(Commit commit) {
    if (!loaded) {
      missed.add(commit);
    }
    RoaringBitmap next = everybody.clone();
    apply(commit, next);
    everybody = next;
  }

  private static void apply(Commit commit, RoaringBitmap to) {
    commit.profiles().forEach(profile -> to.add(profile.number()));
    commit.merges().forEach(merge -> to.remove(merge.loser().number()));
    commit.splits().forEach(parted -> to.add(parted.restored().number()));
    commit.erased().forEach(profile -> to.remove(profile.number()));
  }

  /** Everybody at this moment; shared, must not be changed. */
  @Override
  public RoaringBitmap get() {
    return everybody;
  }
}
