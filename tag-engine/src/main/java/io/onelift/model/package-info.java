/**
 * Models that learn who is like whom. Receives tags' bitmaps from {@code bitmap} and labels from
 * {@code audience}, gives scores, grades and their reasons to {@code compute} and to people. Weka
 * (GPL-3) is used here and nowhere else.
 */
package io.onelift.model;
