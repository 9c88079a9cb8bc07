package io.onelift.event;

/**
 * One thing wrong with what somebody sent.
 *
 * @param pointer where: a JSON pointer such as {@code /rule/and/0/tag}, a column, or empty for the
 *     whole
 * @param message what is wrong, the offending value, and what to do
 */
public record Problem(String pointer, String message) {}
