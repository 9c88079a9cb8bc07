/**
 * What it led to. Receives conversion events from {@code collect}, gives them credited to an offer
 * to {@code ranking} and {@code experiment}.
 */
package io.onelift.conversion;
