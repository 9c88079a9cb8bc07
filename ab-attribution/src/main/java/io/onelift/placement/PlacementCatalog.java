package io.onelift.placement;

import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.Problem;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.metastore.Definitions;
import io.onelift.metastore.Metastore;
import io.onelift.offer.Keys;
import io.onelift.offer.OfferCatalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The placements. Reads come from memory; every change is in the metastore before it is seen. Safe
 * for use by many threads.
 */
public final class PlacementCatalog {
  private final Definitions<Placement> definitions;
  private final OfferCatalog offers;
  private final ExperimentCatalog experiments;
  private final Map<String, Placement> placements = new ConcurrentSkipListMap<>();

  public PlacementCatalog(Metastore metastore, OfferCatalog offers, ExperimentCatalog experiments) {
    this.offers = offers;
    this.experiments = experiments;
    definitions = metastore.definitions("placement", Placement.class);
    definitions.list().forEach(stored -> placements.put(stored.key(), stored.value()));
    offers.keepWhileShownBy(this::placementsWith);
  }

  /** All placements, by key. */
  public List<Placement> list() {
    return List.copyOf(placements.values());
  }

  public Optional<Placement> find(String key) {
    return Optional.ofNullable(placements.get(key));
  }

  /**
   * The placement of that key.
   *
   * @throws NotFound when there is no such placement
   */
  public Placement placement(String key) {
    return find(key)
        .orElseThrow(
            () -> new NotFound("placement", key, "There are " + placements.keySet() + "."));
  }

  /** Keys of the placements that show an offer, as a candidate or as the fallback. */
  public List<String> placementsWith(String offer) {
    return placements.values().stream()
        .filter(p -> p.offers().contains(offer) || p.fallback().equals(Optional.of(offer)))
        .map(Placement::key)
        .toList();
  }

  /**
   * Registers a placement or a new version of one; {@link Placement#tracking} of what comes back is
   * what the application must send.
   *
   * @param by who saves, for the history
   * @throws InvalidInput with everything that is wrong
   */
  public synchronized Placement save(Placement placement, String by) {
    List<Problem> problems = problems(placement);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    definitions.save(placement.key(), placement, by);
    placements.put(placement.key(), placement);
    return placement;
  }

  /**
   * Registers a placement under a key that is free.
   *
   * @throws Conflict when there is a placement of that key
   */
  public synchronized Placement create(Placement placement, String by) {
    if (placements.containsKey(placement.key())) {
      throw new Conflict(
          "There is a placement '" + placement.key() + "' already; change it or take another key.");
    }
    return save(placement, by);
  }

  /**
   * Ends a placement; its versions stay in the history.
   *
   * @throws NotFound when there is no such placement
   */
  public synchronized void delete(String key, String by) {
    if (!definitions.delete(key, by)) {
      throw new NotFound("placement", key, "");
    }
    placements.remove(key);
  }

  private List<Problem> problems(Placement placement) {
    List<Problem> problems = new ArrayList<>(Keys.check("", placement.key(), placement.name()));
    if (placement.offers().isEmpty()) {
      problems.add(new Problem("/offers", "A placement needs at least one offer"));
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < placement.offers().size(); i++) {
      String offer = placement.offers().get(i);
      if (!seen.add(offer)) {
        problems.add(new Problem("/offers/" + i, "The offer '" + offer + "' is there twice"));
      } else if (offers.find(offer).isEmpty()) {
        problems.add(new Problem("/offers/" + i, unknown("offer", offer)));
      }
    }
    placement
        .fallback()
        .filter(offer -> offers.find(offer).isEmpty())
        .ifPresent(offer -> problems.add(new Problem("/fallback", unknown("offer", offer))));
    placement
        .experiment()
        .filter(key -> experiments.find(key).isEmpty())
        .ifPresent(key -> problems.add(new Problem("/experiment", unknown("experiment", key))));
    return problems;
  }

  private static String unknown(String kind, String key) {
    return "There is no " + kind + " '" + key + "'; create it first";
  }
}
