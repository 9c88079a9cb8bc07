/**
 * Analysis models. Receives their parameters from {@code http}, builds logical queries for {@code
 * ir}; one file per model.
 */
package io.onelift.analysis;
