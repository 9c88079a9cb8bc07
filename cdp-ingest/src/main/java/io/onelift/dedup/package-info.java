/**
 * Remembers which message ids came in during the last seven days, in memory that does not grow with
 * their number. Receives fingerprints from collect, and at the start those of the warehouse; gives
 * collect the answer whether one was there before.
 */
package io.onelift.dedup;
