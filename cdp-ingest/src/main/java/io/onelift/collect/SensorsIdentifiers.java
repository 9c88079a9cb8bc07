package io.onelift.collect;

import static io.onelift.collect.MessageFields.shown;

import io.onelift.event.Flat;
import io.onelift.event.Identifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom a Sensors message names. With {@code identities} each of them is an identifier. Without, the
 * message has one {@code distinct_id}, and says by {@code $is_login_id} or {@code login_id} that it
 * is a login id; a message that does not say may mean either, so its id is whichever of both is
 * known.
 */
final class SensorsIdentifiers {
  private static final String LOGIN = "$identity_login_id";

  /** Types that have a name of their own here, strongest first; anonymous ids come last. */
  private static final Map<String, String> TYPES =
      Map.of(
          LOGIN,
          Identifier.USER_ID,
          "$identity_mobile",
          "phone",
          "$identity_email",
          "email",
          "$identity_anonymous_id",
          Identifier.ANONYMOUS_ID,
          "$identity_cookie_id",
          Identifier.ANONYMOUS_ID);

  private static final List<String> STRONGEST = List.of(Identifier.USER_ID, "phone", "email");

  private final MessageFields message;
  private final Set<Identifier> found = new LinkedHashSet<>();

  private SensorsIdentifiers(MessageFields message) {
    this.message = message;
  }

  /** The identifiers, strongest first; empty when there are none, which is a problem. */
  static List<Identifier> of(MessageFields message, String type, Map<String, Object> properties) {
    SensorsIdentifiers identifiers = new SensorsIdentifiers(message);
    Map<String, Object> identities = message.object("identities");
    if (identities.isEmpty()) {
      identifiers.addDistinct(type, Boolean.TRUE.equals(properties.get("$is_login_id")));
    } else {
      identities.forEach(identifiers::addIdentity);
    }
    if (type.equals("track_signup")) {
      message
          .identifier("original_id")
          .ifPresentOrElse(
              id -> identifiers.found.add(Identifier.anonymous(id)),
              () -> {
                if (identities.isEmpty()) {
                  message.problem("'original_id' is missing: a track_signup joins it");
                }
              });
    }
    if (identifiers.found.isEmpty() && properties.get("$device_id") instanceof String device) {
      // People share devices: one names a person only when nothing else does.
      Optional.of(device.strip())
          .filter(id -> !id.isEmpty())
          .ifPresent(id -> identifiers.found.add(new Identifier("device_id", id)));
    }
    if (identifiers.found.isEmpty()) {
      message.problem("'distinct_id' is missing: a message must say whose it is");
    }
    return identifiers.sorted();
  }

  private void addDistinct(String type, boolean isLogin) {
    Optional<String> login = message.identifier("login_id");
    Optional<String> anonymous = message.identifier("anonymous_id");
    Optional<String> distinct = message.identifier("distinct_id");
    login.ifPresent(id -> found.add(Identifier.user(id)));
    anonymous.ifPresent(id -> found.add(Identifier.anonymous(id)));
    if (isLogin || type.equals("track_signup")) {
      distinct.ifPresent(id -> found.add(Identifier.user(id)));
    } else if (login.isEmpty() && anonymous.isEmpty()) {
      distinct.ifPresent(
          id -> {
            found.add(new Identifier(Identifier.PREVIOUS_ID, id));
            found.add(Identifier.anonymous(id));
          });
    }
  }

  private void addIdentity(String name, Object said) {
    String type =
        TYPES.getOrDefault(
            name, MessageFields.identifierType(name.replaceFirst("^\\$(identity_)?", "")));
    for (Object value : said instanceof Collection<?> several ? several : List.of(said)) {
      if (type.isEmpty() || value instanceof Map<?, ?>) {
        message.problem("'identities' must name texts, '" + name + "' is " + shown(value));
        return;
      }
      String id = Flat.text(value).strip();
      message.checkId("identities." + name, id);
      if (!id.isEmpty()) {
        found.add(new Identifier(type, id));
      }
    }
  }

  private List<Identifier> sorted() {
    List<Identifier> sorted = new ArrayList<>();
    for (String type : STRONGEST) {
      found.stream().filter(id -> id.type().equals(type)).forEach(sorted::add);
    }
    found.stream()
        .filter(id -> !STRONGEST.contains(id.type()))
        .filter(id -> !id.type().equals(Identifier.ANONYMOUS_ID))
        .forEach(sorted::add);
    found.stream().filter(id -> id.type().equals(Identifier.ANONYMOUS_ID)).forEach(sorted::add);
    return sorted;
  }
}
