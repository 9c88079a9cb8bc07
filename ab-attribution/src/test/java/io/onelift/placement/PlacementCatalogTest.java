package io.onelift.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.Problem;
import io.onelift.experiment.Experiment;
import io.onelift.experiment.Experiment.Metric;
import io.onelift.experiment.Experiment.Variant;
import io.onelift.experiment.ExperimentCatalog;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.offer.Offer;
import io.onelift.offer.OfferCatalog;
import io.onelift.placement.TrackingSchema.TrackedEvent;
import io.onelift.placement.TrackingSchema.TrackedProperty;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementCatalogTest {
  private Metastore metastore;
  private OfferCatalog offers;
  private ExperimentCatalog experiments;
  private PlacementCatalog placements;

  @BeforeEach
  void open(@TempDir Path directory) {
    metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")));
    offers = new OfferCatalog(metastore);
    experiments = new ExperimentCatalog(metastore, Clock.systemUTC());
    placements = new PlacementCatalog(metastore, offers, experiments);
    offers.create(
        new Offer(
            "fund",
            "稳健基金",
            "A fund",
            Optional.of("F001"),
            Optional.empty(),
            Map.of("title", "新客专享", "rate", 3.5, "tags", List.of("new")),
            true),
        "test");
    offers.create(Offer.of("card", "Card"), "test");
  }

  @AfterEach
  void close() {
    metastore.close();
  }

  private static Placement home(Optional<String> experiment) {
    return new Placement(
        "home", "Home", "", List.of("fund", "card"), Optional.of("card"), experiment);
  }

  @Test
  void saysWhatTheApplicationMustSend() {
    experiments.create(
        Experiment.draft(
            "copy",
            "Copy",
            List.of(new Variant("a", "A", 1, true), new Variant("b", "B", 1, false)),
            List.of(Metric.conversion("m", "M", "purchase")),
            Optional.empty()),
        "test");
    TrackingSchema tracking = placements.create(home(Optional.of("copy")), "test").tracking();
    assertThat(List.of(tracking.exposure(), tracking.click(), tracking.conversion()))
        .extracting(TrackedEvent::event)
        .containsExactly("exposure", "click", "conversion");
    assertThat(tracking.exposure().properties())
        .extracting(TrackedProperty::name)
        .containsExactly("placement", "offer", "decision_id", "experiment", "variant");
    assertThat(tracking.conversion().properties())
        .extracting(TrackedProperty::name)
        .containsExactly("placement", "offer", "decision_id", "value");
    assertThat(home(Optional.empty()).tracking().exposure().properties())
        .extracting(TrackedProperty::name)
        .doesNotContain("experiment");
  }

  @Test
  void listsEverythingThatIsWrong() {
    assertThatThrownBy(
            () ->
                placements.save(
                    new Placement(
                        "No Key",
                        "",
                        "",
                        List.of("fund", "fund", "fnd"),
                        Optional.of("crd"),
                        Optional.of("cpy")),
                    "test"))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            e ->
                assertThat(e.problems())
                    .extracting(Problem::pointer)
                    .containsExactly(
                        "/key", "/name", "/offers/1", "/offers/2", "/fallback", "/experiment"));
    assertThat(placements.list()).isEmpty();
    assertThatThrownBy(() -> offers.save(Offer.of("", ""), "test"))
        .isInstanceOfSatisfying(InvalidInput.class, e -> assertThat(e.problems()).hasSize(2));
  }

  @Test
  void keepsOffersThatAPlacementShows() {
    placements.create(home(Optional.empty()), "test");
    assertThatThrownBy(() -> offers.delete("fund", "test"))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("home");
    placements.delete("home", "test");
    offers.delete("fund", "test");
    assertThat(offers.find("fund")).isEmpty();
    assertThatThrownBy(() -> offers.delete("fund", "test")).isInstanceOf(NotFound.class);
  }

  @Test
  void isThereAgainAfterARestart() {
    Placement home = placements.create(home(Optional.empty()), "test");
    assertThatThrownBy(() -> placements.create(home, "test")).isInstanceOf(Conflict.class);
    OfferCatalog sameOffers = new OfferCatalog(metastore);
    assertThat(sameOffers.list()).isEqualTo(offers.list());
    assertThat(new PlacementCatalog(metastore, sameOffers, experiments).placement("home"))
        .isEqualTo(home);
  }
}
