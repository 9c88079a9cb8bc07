/**
 * Meaning. Receives logical queries from {@code ir} and SQL text, gives a Calcite relational tree
 * in which every name is known and typed.
 */
package io.onelift.resolve;
