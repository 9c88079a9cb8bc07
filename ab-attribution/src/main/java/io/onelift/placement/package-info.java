/**
 * Where it is shown. Receives placements and their offers from {@code http}, gives candidates to
 * {@code decision} and back to {@code http} what the application must send.
 */
package io.onelift.placement;
