/**
 * Metric questions as people ask them: periods that follow the day, steps of a time axis, a period
 * to compare with. Receives requests from {@code http} and from whatever keeps one, gives metric
 * queries to {@code execute} and rows with roles back.
 */
package io.onelift.figure;
