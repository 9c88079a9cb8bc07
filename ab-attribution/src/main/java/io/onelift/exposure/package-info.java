/**
 * What was seen. Receives exposure and click events from {@code collect}, gives counts per
 * placement and offer to {@code ranking} and {@code experiment}.
 */
package io.onelift.exposure;
