package io.onelift.imports;

import io.onelift.event.Event;
import io.onelift.event.Fit;
import io.onelift.event.Flat;
import io.onelift.event.PlanDraft;
import io.onelift.event.TrackingPlan;
import io.onelift.files.ParsedRow;
import io.onelift.imports.RowEvents.RowRefused;
import java.util.Optional;

/** Looks at rows as an import would, and writes nothing. */
final class DryRun implements RowTarget {
  private final Optional<RowEvents> mapping;
  private final RejectedRows rejected;
  private final PlanDraft draft;

  /**
   * @param mapping empty for tables
   * @param rejected gets what would be left out of a row
   */
  DryRun(Optional<RowEvents> mapping, TrackingPlan plan, RejectedRows rejected) {
    this.mapping = mapping;
    this.rejected = rejected;
    this.draft = plan.draft();
  }

  @Override
  public void add(ParsedRow row) throws RowRefused {
    if (mapping.isPresent()) {
      for (Event event : mapping.get().events(row)) {
        Flat.of(event.properties())
            .forEach((name, value) -> note(row, draft.property(event.name(), name, value)));
        Flat.of(event.traits()).forEach((name, value) -> note(row, draft.trait(name, value)));
      }
    }
  }

  private void note(ParsedRow row, Fit fit) {
    if (fit instanceof Fit.Misfits misfit) {
      rejected.note(row, "Only this would be left out: " + misfit.reason());
    }
  }

  @Override
  public void finish() {}

  @Override
  public long written() {
    return 0;
  }

  @Override
  public long durableRow() {
    return 0;
  }
}
