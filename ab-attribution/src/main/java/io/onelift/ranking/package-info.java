/**
 * Learning. Receives exposures and conversions per offer, gives {@code decision} a ranker that
 * explores and its propensities.
 */
package io.onelift.ranking;
