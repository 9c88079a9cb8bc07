package io.onelift.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Questions side by side.
 *
 * @param range the period of every card, in the form that questions have it; empty leaves each card
 *     its own
 * @param audience the key of the one that every card is about; empty for everybody
 */
public record Dashboard(
    String name,
    String description,
    Optional<JsonNode> range,
    Optional<String> audience,
    List<Card> cards) {
  public Dashboard {
    cards = List.copyOf(cards);
  }

  /** Which call answers a card. */
  public enum Kind {
    METRICS,
    ANALYSIS,
    SQL;

    String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> ofJson(String word) {
      return Stream.of(values()).filter(kind -> kind.json().equals(word)).findFirst();
    }
  }

  /**
   * A question with how it is drawn.
   *
   * @param id unique on the dashboard
   * @param model of an analysis; empty for the other kinds
   * @param request the body of the call
   * @param chart auto, number, line, area, bar, stacked, pie, funnel, heatmap, sankey or table
   */
  public record Card(
      String id,
      String title,
      Kind kind,
      Optional<String> model,
      JsonNode request,
      String chart,
      Place place) {}

  /**
   * Where a card lies on a grid of twelve columns.
   *
   * @param x column from 0
   * @param y row from 0
   * @param w columns
   * @param h rows
   */
  public record Place(int x, int y, int w, int h) {}
}
