package io.onelift.collect;

import io.onelift.event.InvalidInput;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of a Sensors call, in the query or in the body: {@code data=<base64>} or {@code
 * data_list=<base64>} of JSON or of gzip of it, {@code ext=crc=<hash>}, {@code instant_event=true}.
 */
record SensorsForm(Map<String, String> fields) {
  /** What SDKs call an encrypted payload. */
  private static final String ENCRYPTED = "9";

  private static final Pattern KEY = Pattern.compile("(?<=^|&)(token|project)=[^&]*&?");
  private static final Pattern FILLED = Pattern.compile("(^|&)\\s*data(_list)?=[^&\\s]");

  /** True for a form that has no events, not even damaged ones. */
  static boolean isEmpty(String form) {
    return !FILLED.matcher(form).find();
  }

  /** The form without the write key, which must not be kept with what could not be read. */
  static String withoutKey(String form) {
    return KEY.matcher(form).replaceAll("");
  }

  /** Reads {@code a=b&c=d}; of a field that comes twice the first holds. */
  static SensorsForm parse(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : form.strip().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new SensorsForm(fields);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("", "The form is damaged: " + e.getMessage());
    }
  }

  /** The events in base64, or empty when the form has none. */
  Optional<String> data() {
    return field("data_list").or(() -> field("data"));
  }

  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isBlank());
  }

  /**
   * The JSON in the form's data.
   *
   * @param limit bytes it may have uncompressed
   * @throws InvalidInput when the data is damaged
   */
  byte[] json(int limit) {
    // A plus that nobody escaped came through the form as a blank.
    String data = data().orElse("").strip().replace(' ', '+');
    checkHash(data);
    if (fields.getOrDefault("gzip", "").equals(ENCRYPTED)) {
      throw new InvalidInput("/gzip", "The data is encrypted; send it without encryption");
    }
    byte[] bytes;
    try {
      bytes =
          Base64.getDecoder()
              .decode(data.replaceAll("[\\r\\n]", "").replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("/data", "The data is no base64: " + e.getMessage());
    }
    return WireJson.inflated(bytes, limit);
  }

  /** The SDK's hash is that of Java's texts, over the base64. */
  private void checkHash(String data) {
    for (String part : extension()) {
      if (part.startsWith("crc=")) {
        String said = part.substring(4);
        if (!said.equals(Integer.toString(data.hashCode()))) {
          throw new InvalidInput(
              "/ext",
              "The data was damaged on its way: its hash is %d, and crc=%s was sent with it"
                  .formatted(data.hashCode(), said));
        }
      }
    }
  }

  /** True for an instant event. With images, the SDK writes it into ext, and misspelt. */
  boolean isInstant() {
    if (fields.getOrDefault("instant_event", "").equals("true")) {
      return true;
    }
    for (String part : extension()) {
      if (part.equals("instant_evnet=true") || part.equals("instant_event=true")) {
        return true;
      }
    }
    return false;
  }

  private String[] extension() {
    String ext = fields.getOrDefault("ext", "");
    return (ext.contains("%") ? decoded(ext) : ext).split("[,&]", -1);
  }
}
