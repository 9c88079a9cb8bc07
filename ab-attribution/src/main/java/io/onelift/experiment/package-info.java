/**
 * Which is better. Receives definitions from {@code http}, gives assignments to {@code decision}
 * and reports over exposures and conversions.
 */
package io.onelift.experiment;
