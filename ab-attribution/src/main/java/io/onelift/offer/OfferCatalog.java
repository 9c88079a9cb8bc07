package io.onelift.offer;

import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.Problem;
import io.onelift.metastore.Definitions;
import io.onelift.metastore.Metastore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/**
 * The pool of offers. Reads come from memory; every change is in the metastore before it is seen.
 * Safe for use by many threads.
 */
public final class OfferCatalog {
  private final Definitions<Offer> definitions;
  private final Map<String, Offer> offers = new ConcurrentSkipListMap<>();
  private volatile Function<String, List<String>> placementsWith = key -> List.of();

  public OfferCatalog(Metastore metastore) {
    definitions = metastore.definitions("offer", Offer.class);
    definitions.list().forEach(stored -> offers.put(stored.key(), stored.value()));
  }

  /** All offers, by key. */
  public List<Offer> list() {
    return List.copyOf(offers.values());
  }

  public Optional<Offer> find(String key) {
    return Optional.ofNullable(offers.get(key));
  }

  /**
   * The offer of that key.
   *
   * @throws NotFound when there is no such offer
   */
  public Offer offer(String key) {
    return find(key).orElseThrow(() -> new NotFound("offer", key, ""));
  }

  /**
   * Adds an offer or a new version of one.
   *
   * @param by who saves, for the history
   * @throws InvalidInput with everything that is wrong
   */
  public synchronized Offer save(Offer offer, String by) {
    List<Problem> problems = Keys.check("", offer.key(), offer.name());
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    definitions.save(offer.key(), offer, by);
    offers.put(offer.key(), offer);
    return offer;
  }

  /**
   * Adds an offer under a key that is free.
   *
   * @throws Conflict when there is an offer of that key
   */
  public synchronized Offer create(Offer offer, String by) {
    if (offers.containsKey(offer.key())) {
      throw new Conflict(
          "There is an offer '" + offer.key() + "' already; change it or take another key.");
    }
    return save(offer, by);
  }

  /**
   * Ends an offer; its versions stay in the history.
   *
   * @throws Conflict when a placement still shows it
   * @throws NotFound when there is no such offer
   */
  public synchronized void delete(String key, String by) {
    List<String> users = placementsWith.apply(key);
    if (!users.isEmpty()) {
      throw new Conflict(
          "The offer '"
              + key
              + "' is shown by the placements "
              + users
              + "; take it out of them first, or make it inactive.");
    }
    if (!definitions.delete(key, by)) {
      throw new NotFound("offer", key, "");
    }
    offers.remove(key);
  }

  /** Asked, before an offer is deleted, for the placements that still show it. */
  public void keepWhileShownBy(Function<String, List<String>> placementsWith) {
    this.placementsWith = placementsWith;
  }
}
