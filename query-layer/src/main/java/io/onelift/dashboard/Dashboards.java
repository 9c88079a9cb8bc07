package io.onelift.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.dashboard.Dashboard.Card;
import io.onelift.dashboard.Dashboard.Place;
import io.onelift.figure.Documents;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.metastore.Metastore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The dashboards of the project. Safe for use by many threads. */
public final class Dashboards {
  private final Documents<Dashboard> documents;

  public Dashboards(Metastore metastore) {
    this.documents = new Documents<>(metastore, "dashboard", "dashboard", DashboardJson.CODEC);
  }

  public List<Stored<Dashboard>> list() {
    return documents.list();
  }

  public Stored<Dashboard> require(String key) {
    return documents.require(key);
  }

  /**
   * Saves a new one.
   *
   * @throws io.onelift.event.InvalidInput with everything that is wrong with it
   */
  public Stored<Dashboard> create(String key, JsonNode json, String by) {
    return documents.create(key, DashboardJson.parse(json), by);
  }

  /** Saves a new version; throws as {@link #create}. */
  public Stored<Dashboard> update(String key, JsonNode json, String by) {
    return documents.update(key, DashboardJson.parse(json), by);
  }

  /** Puts a card below the others, unless it says its place, under an id of its own. */
  public synchronized Stored<Dashboard> add(String key, JsonNode json, String by) {
    Dashboard dashboard = documents.require(key).value();
    Set<String> ids = dashboard.cards().stream().map(Card::id).collect(Collectors.toSet());
    int number = ids.size() + 1;
    while (ids.contains("c" + number)) {
      number++;
    }
    int below =
        dashboard.cards().stream()
            .mapToInt(card -> card.place().y() + card.place().h())
            .max()
            .orElse(0);
    Card card = DashboardJson.parseCard(json, "c" + number, new Place(0, below, 6, 4));
    List<Card> cards = new ArrayList<>(dashboard.cards());
    cards.removeIf(other -> other.id().equals(card.id()));
    cards.add(card);
    return documents.update(
        key,
        new Dashboard(
            dashboard.name(),
            dashboard.description(),
            dashboard.range(),
            dashboard.audience(),
            cards),
        by);
  }

  public void delete(String key, String by) {
    documents.delete(key, by);
  }
}
