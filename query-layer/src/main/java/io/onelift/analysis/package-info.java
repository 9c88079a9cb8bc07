/**
 * Analysis models. Receives their parameters from {@code http}, gives logical queries to {@code
 * ir}; one file per model.
 */
package io.onelift.analysis;
