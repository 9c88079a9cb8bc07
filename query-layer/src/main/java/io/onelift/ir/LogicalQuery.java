package io.onelift.ir;

/**
 * A question as rows. Equal questions are equal records, so that one and the state of the data say
 * everything about the answer.
 *
 * @param limit rows at most; 0 leaves it to the engine
 */
public record LogicalQuery(Relation rows, int limit) {}
