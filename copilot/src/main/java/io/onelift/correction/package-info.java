/**
 * Nothing unchecked passes. Receives a logical query from {@code parsing}, gives the same query
 * validated against the semantic model, or a question back.
 */
package io.onelift.correction;
