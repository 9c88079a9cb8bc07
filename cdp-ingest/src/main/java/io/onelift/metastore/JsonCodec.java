package io.onelift.metastore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.UncheckedIOException;
import java.util.function.Function;

/** Writes a value as JSON text and reads it back. */
public record JsonCodec<T>(Function<T, String> write, Function<String, T> read) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .build();

  /** The fields of a record as they are. */
  public static <T> JsonCodec<T> of(Class<T> type) {
    return new JsonCodec<>(
        value -> {
          try {
            return MAPPER.writeValueAsString(value);
          } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                "A " + type.getSimpleName() + " cannot be written as JSON", e);
          }
        },
        text -> {
          try {
            return MAPPER.readValue(text, type);
          } catch (JsonProcessingException e) {
            throw new UncheckedIOException("This is not the JSON of a " + type.getSimpleName(), e);
          }
        });
  }
}
