/**
 * Words become elements. Receives a question's text, gives the metrics, dimensions, values and time
 * ranges of the semantic model that its words name.
 */
package io.onelift.linking;
