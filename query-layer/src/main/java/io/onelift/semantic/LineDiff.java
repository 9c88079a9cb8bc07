package io.onelift.semantic;

import java.util.ArrayList;
import java.util.List;

/** What changed between two texts, line by line: the longest common subsequence stays. */
public final class LineDiff {
  private LineDiff() {}

  /** What became of a line. */
  public enum Change {
    SAME,
    REMOVED,
    ADDED
  }

  /** A line of either text. */
  public record Line(Change change, String text) {}

  /** Lines in their order; what was removed stands before what was added in its place. */
  public static List<Line> between(String before, String after) {
    List<String> old = before.lines().toList();
    List<String> fresh = after.lines().toList();
    int shared = Math.min(old.size(), fresh.size());
    int head = 0;
    while (head < shared && old.get(head).equals(fresh.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shared - head
        && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
      tail++;
    }
    List<Line> lines = new ArrayList<>();
    old.subList(0, head).forEach(text -> lines.add(new Line(Change.SAME, text)));
    middle(old.subList(head, old.size() - tail), fresh.subList(head, fresh.size() - tail), lines);
    old.subList(old.size() - tail, old.size())
        .forEach(text -> lines.add(new Line(Change.SAME, text)));
    return lines;
  }

  private static void middle(List<String> old, List<String> fresh, List<Line> lines) {
    int[][] common = new int[old.size() + 1][fresh.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = fresh.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(fresh.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < old.size() || j < fresh.size()) {
      if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
        lines.add(new Line(Change.SAME, old.get(i++)));
        j++;
      } else if (i < old.size() && (j == fresh.size() || common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new Line(Change.REMOVED, old.get(i++)));
      } else {
        lines.add(new Line(Change.ADDED, fresh.get(j++)));
      }
    }
  }
}
