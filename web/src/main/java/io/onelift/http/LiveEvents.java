package io.onelift.http;

import io.onelift.event.Commit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The latest events since the start, for watching them arrive. */
public final class LiveEvents implements Commit.Listener {
  private static final int KEPT = 500;

  private final Deque<Commit.Stored> latest = new ArrayDeque<>();

  @Override
  public void committed(Commit commit) {
    List<Commit.Stored> events = commit.events();
    synchronized (latest) {
      latest.removeIf(stored -> commit.erased().contains(stored.profile()));
      for (Commit.Stored event : events.subList(Math.max(0, events.size() - KEPT), events.size())) {
        latest.addFirst(event);
      }
      while (latest.size() > KEPT) {
        latest.removeLast();
      }
    }
  }

  /** Newest first. */
  List<Commit.Stored> latest(int limit) {
    synchronized (latest) {
      return new ArrayList<>(latest).subList(0, Math.min(limit, latest.size()));
    }
  }
}
