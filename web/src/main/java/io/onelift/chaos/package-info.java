/**
 * Breaks the product on purpose. Receives a number of rounds and a seed from {@code app}, gives
 * figures: what was acknowledged, and what is there after kills at random moments.
 */
package io.onelift.chaos;
