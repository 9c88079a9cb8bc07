/**
 * Definitions become bitmaps. Receives tag definitions from {@code tag} and commits from {@code
 * collect}, gives fresh bitmaps to {@code bitmap} and keeps the state of every refresh.
 */
package io.onelift.compute;
