/**
 * A question in the words of the semantic model, nothing of SQL. Receives records from {@code
 * analysis}, the copilot and {@code http}; gives them to {@code resolve}.
 */
package io.onelift.ir;
