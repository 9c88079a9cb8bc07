/**
 * The words of the business. Receives YAML definitions and what ingest has learned, gives subjects,
 * metrics and dimensions with their names in Chinese and English to {@code resolve} and to the
 * copilot.
 */
package io.onelift.semantic;
