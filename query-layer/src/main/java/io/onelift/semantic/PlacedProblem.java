package io.onelift.semantic;

/**
 * Something wrong with a document, with its place in the text.
 *
 * @param pointer where in the document's tree; empty for the whole
 * @param line from 1; that of the nearest element around it which the text has
 * @param column from 1
 */
public record PlacedProblem(String pointer, String message, int line, int column) {}
