package io.onelift.semantic;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.onelift.event.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Where the elements of a YAML text stand. */
final class ModelPlaces {
  private static final YAMLFactory YAML = new YAMLFactory();

  private final Map<String, JsonLocation> places = new HashMap<>();

  ModelPlaces(String yaml) {
    try (JsonParser parser = YAML.createParser(yaml)) {
      if (parser.nextToken() != null) {
        walk(parser, "");
      }
    } catch (JsonProcessingException e) {
      // What is no YAML has its problem where reading stopped.
      if (e.getLocation() != null) {
        places.put("", e.getLocation());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A text in memory cannot be read", e);
    }
  }

  private void walk(JsonParser parser, String pointer) throws IOException {
    places.putIfAbsent(pointer, parser.currentTokenLocation());
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String inner = pointer + "/" + ModelNode.escape(parser.currentName());
        places.put(inner, parser.currentTokenLocation());
        parser.nextToken();
        walk(parser, inner);
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        walk(parser, pointer + "/" + i);
      }
    }
  }

  PlacedProblem place(Problem problem) {
    String pointer = problem.pointer();
    while (!places.containsKey(pointer) && !pointer.isEmpty()) {
      pointer = pointer.substring(0, pointer.lastIndexOf('/'));
    }
    JsonLocation place = places.get(pointer);
    return new PlacedProblem(
        problem.pointer(),
        problem.message(),
        place == null ? 1 : Math.max(1, place.getLineNr()),
        place == null ? 1 : Math.max(1, place.getColumnNr()));
  }
}
