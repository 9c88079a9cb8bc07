package io.onelift.json;

import io.onelift.semantic.Names;
import java.util.List;

/** What people call something, per language. */
public record NamesJson(String zh, String en, List<String> synonyms) {
  public static NamesJson of(Names names) {
    return new NamesJson(names.zh(), names.en(), names.synonyms());
  }

  public static NamesJson of(String zh, String en) {
    return new NamesJson(zh, en, List.of());
  }
}
