package io.onelift.tag;

/** What people call a tag in Chinese and in English; at least one of them is there. */
public record TagNames(String zh, String en) {
  public TagNames {
    if (zh.isBlank() && en.isBlank()) {
      throw new IllegalArgumentException("A tag needs a name in Chinese or English");
    }
    zh = zh.isBlank() ? en : zh.strip();
    en = en.isBlank() ? zh : en.strip();
  }
}
