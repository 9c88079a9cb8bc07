/**
 * The right to be forgotten. Receives requests to erase a person, and every event on its way in
 * from {@code collect}; gives back what was erased in numbers, and keeps those out who must not
 * come back.
 */
package io.onelift.erasure;
