package io.onelift.answer;

/**
 * Where part of an answer comes from.
 *
 * @param element its key in the semantic model, or the word for the time range
 * @param kind {@code metric}, {@code dimension}, {@code filter} or {@code range}
 * @param definition in words, in the language of the question
 */
public record Lineage(String element, String kind, String definition) {}
