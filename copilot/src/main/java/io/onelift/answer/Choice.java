package io.onelift.answer;

/**
 * One reading of an unclear question.
 *
 * @param label short, for a button
 * @param question the whole question, said so that it is clear
 */
public record Choice(String label, String question) {}
