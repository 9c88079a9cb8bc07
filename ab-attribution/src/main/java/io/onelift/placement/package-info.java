/**
 * Where it is shown. Receives placements and their offers from {@code http}, gives candidates to
 * {@code decision}.
 */
package io.onelift.placement;
