/**
 * The way in. Receives wire formats from {@code http}, gives decoded, validated and deduplicated
 * events to {@code identity} and {@code profile}, writes them durably as group commits and
 * quarantines what it cannot take.
 */
package io.onelift.collect;
