/**
 * Learning. Receives exposures and conversions per offer, gives {@code decision} a ranker that
 * explores, its propensities, and what is known of each offer to {@code http}.
 */
package io.onelift.ranking;
