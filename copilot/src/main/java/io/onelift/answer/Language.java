package io.onelift.answer;

import io.onelift.semantic.Names;

/** The language a reply is written in. */
public enum Language {
  ZH,
  EN;

  public static Language of(String code) {
    return code.equals("zh") ? ZH : EN;
  }

  public String code() {
    return this == ZH ? "zh" : "en";
  }

  /** The sentence of this language. */
  String say(String zh, String en) {
    return this == ZH ? zh : en;
  }

  /** A name in this language; English names in lower case unless they are abbreviations. */
  String name(Names names) {
    if (this == ZH) {
      return names.zh();
    }
    String en = names.en();
    boolean capital = en.length() > 1 && Character.isUpperCase(en.charAt(0));
    boolean ordinary = capital && Character.isLowerCase(en.charAt(1));
    return ordinary ? Character.toLowerCase(en.charAt(0)) + en.substring(1) : en;
  }
}
