package io.onelift.imports;

import io.onelift.imports.Job.Progress;

/** How a run hears of its end and tells how far it is. */
interface RunControl {
  /** True once the run has to stop: it was cancelled, or the application ends. */
  boolean isStopped();

  void report(Progress progress);
}
