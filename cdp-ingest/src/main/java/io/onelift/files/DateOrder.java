package io.onelift.files;

/** What {@code 03/04/2026} means. A day that begins with a four-digit year is never in doubt. */
public enum DateOrder {
  YMD,
  DMY,
  MDY
}
