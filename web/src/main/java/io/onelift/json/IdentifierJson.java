package io.onelift.json;

import io.onelift.event.Identifier;
import java.util.List;

/** Something a person is known by. */
public record IdentifierJson(String type, String value) {
  public static List<IdentifierJson> of(List<Identifier> identifiers, Masking masking) {
    return identifiers.stream()
        .map(identifier -> new IdentifierJson(identifier.type(), masking.value(identifier)))
        .toList();
  }
}
