package io.onelift.print;

/**
 * A bitmap that a statement mentions.
 *
 * @param name says which
 * @param form in which it is expected
 */
public record PlacedBitmap(String name, BitmapForm form) {}
