/**
 * What was seen. Receives exposure and click events from {@code collect}, gives counts per
 * placement and offer to {@code ranking} and {@code http}.
 */
package io.onelift.exposure;
