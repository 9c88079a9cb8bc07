/**
 * What it led to. Receives conversion events from {@code collect}, gives counts and values credited
 * to an offer to {@code ranking} and {@code http}.
 */
package io.onelift.conversion;
