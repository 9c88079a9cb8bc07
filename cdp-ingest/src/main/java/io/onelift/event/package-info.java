/**
 * What happened, immutable. Receives nothing; gives {@code collect}, {@code identity} and {@code
 * profile} their vocabulary: events, identifiers, profile numbers, and the tracking plan that
 * learns properties and their types.
 */
package io.onelift.event;
