/**
 * Pure estimators. Receives counts and sums, gives differences, intervals and p values; no state,
 * no warehouse.
 */
package io.onelift.stats;
