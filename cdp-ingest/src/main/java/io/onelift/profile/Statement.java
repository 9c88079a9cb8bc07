package io.onelift.profile;

import io.onelift.event.TraitOperation;

/**
 * What one event says of one trait.
 *
 * @param operation not {@link TraitOperation#DELETE}, which says something of all traits
 * @param value typed as the trait's column; of no meaning when the trait is unset
 * @param at the event's time in epoch milliseconds
 * @param source the event's
 */
record Statement(TraitOperation operation, Object value, long at, String source) {}
