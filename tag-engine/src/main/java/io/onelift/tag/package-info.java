/**
 * What a tag is. Receives definitions from {@code http}, gives sealed, versioned definitions to
 * {@code compute} and the vocabulary of conditions (predicates, measures, windows) to {@code
 * audience}.
 */
package io.onelift.tag;
