/**
 * Which is better. Receives definitions from {@code http}, gives assignments to {@code decision}
 * and reports over the exposures and metric events in the warehouse.
 */
package io.onelift.experiment;
