package io.onelift.event;

import io.onelift.metastore.Definitions;
import io.onelift.metastore.Definitions.Stored;
import io.onelift.metastore.Metastore;
import io.onelift.warehouse.Warehouse;
import java.util.List;
import java.util.Optional;

/** The declared tracking plan, every version of it kept in the metastore. */
public final class PlanCatalog {
  private static final String KEY = "plan";
  private static final String SECRET = "project.hash_secret";

  private final Definitions<DeclaredPlan> definitions;
  private final Warehouse warehouse;
  private final TrackingPlan plan;
  private final KeyedHash hash;

  private PlanCatalog(Metastore metastore, Warehouse warehouse, TrackingPlan plan) {
    this.definitions = metastore.definitions("tracking_plan", DeclaredPlan.class);
    this.warehouse = warehouse;
    this.plan = plan;
    this.hash = hash(metastore);
  }

  /** Reads the declaration and puts it in force. */
  public static PlanCatalog open(Metastore metastore, Warehouse warehouse, TrackingPlan plan) {
    PlanCatalog catalog = new PlanCatalog(metastore, warehouse, plan);
    catalog.current().ifPresent(stored -> plan.declare(stored.value(), catalog.hash));
    return catalog;
  }

  private static KeyedHash hash(Metastore metastore) {
    if (metastore.setting(SECRET).isEmpty()) {
      metastore.setting(SECRET, KeyedHash.secret());
    }
    return new KeyedHash(metastore.setting(SECRET).orElseThrow());
  }

  /** The project's keyed hash. */
  public KeyedHash hash() {
    return hash;
  }

  /** The declaration in force; empty when nothing was ever declared. */
  public Optional<Stored<DeclaredPlan>> current() {
    return definitions.find(KEY);
  }

  /**
   * Puts a declaration in force in place of the one before: what it names can be asked for at once,
   * and what it no longer names stays, as learned. Must run between commits, so that nobody learns
   * a name meanwhile.
   *
   * @param by who declares, for the history
   * @throws InvalidInput with every problem
   */
  public Stored<DeclaredPlan> save(DeclaredPlan declared, String by) {
    List<Problem> problems = new PlanCheck(warehouse, plan).problems(declared);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    Stored<DeclaredPlan> saved = definitions.save(KEY, declared, by);
    plan.declare(declared, hash);
    return saved;
  }
}
