/** A result becomes an answer. Receives a query and its result, gives text, chart and lineage. */
package io.onelift.answer;
