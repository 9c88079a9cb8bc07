package io.onelift.execute;

import io.onelift.bitmap.GroupBitmapState;
import io.onelift.compute.Since;
import io.onelift.compute.TagSource;
import io.onelift.identity.ProfileNumbers;
import io.onelift.tag.Window;
import io.onelift.warehouse.Warehouse;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which profiles may have another value than before. This asks the log's own columns, which the
 * semantic model does not have: events carry the commit that wrote them, and a profile's row the
 * one that last changed it, a merge or its undoing included.
 */
final class ChangedProfiles {
  private static final String PROFILE = ProfileNumbers.sql("profile_no");

  private final Warehouse warehouse;

  ChangedProfiles(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  RoaringBitmap find(List<TagSource> sources, Since since) {
    Map<String, Object> params = new HashMap<>();
    params.put("commit", since.commit());
    List<String> parts = new ArrayList<>();
    parts.add("SELECT profile_no AS profile FROM profiles WHERE version >= {commit:UInt64}");
    for (TagSource source : Set.copyOf(sources)) {
      switch (source) {
        // Every event that says something of a trait makes a row.
        case TagSource.Trait _ -> {}
        case TagSource.Events(var measure, Window window) ->
            events(Set.of(measure.event()), window, since, params, parts);
        case TagSource.Preference(var preference) ->
            events(Set.of(preference.event()), preference.window(), since, params, parts);
        case TagSource.Sequence(var sequence, var _) ->
            events(sequence.uses().events(), sequence.window(), since, params, parts);
      }
    }
    String sql =
        "SELECT groupBitmapState(toUInt32(profile)) FROM ("
            + String.join(" UNION ALL ", parts)
            + ")";
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                warehouse.read(
                    sql, params, "RowBinary", Map.of(), "changed-" + UUID.randomUUID())))) {
      return GroupBitmapState.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("The changed profiles cannot be read", e);
    }
  }

  /** Those whose events of these names came, or left or entered the window as time passed. */
  private static void events(
      Set<String> events,
      Window window,
      Since since,
      Map<String, Object> params,
      List<String> parts) {
    int place = parts.size();
    params.put("events" + place, List.copyOf(events));
    parts.add(
        "SELECT %s AS profile FROM events WHERE commit_no >= {commit:UInt64} AND event IN {events%d:Array(String)}"
            .formatted(PROFILE, place));
    if (window instanceof Window.Sliding(var length)) {
      params.put("leftFrom" + place, since.from().minus(length));
      params.put("leftTo" + place, since.to().minus(length));
      params.put("cameFrom" + place, since.from());
      params.put("cameTo" + place, since.to());
      parts.add(
          "SELECT %s AS profile FROM events WHERE event IN {events#:Array(String)} AND ((time >= {leftFrom#:DateTime64(3)} AND time <= {leftTo#:DateTime64(3)}) OR (time >= {cameFrom#:DateTime64(3)} AND time <= {cameTo#:DateTime64(3)}))"
              .formatted(PROFILE)
              .replace("#", Integer.toString(place)));
    }
  }
}
