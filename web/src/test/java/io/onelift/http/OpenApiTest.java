package io.onelift.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.json.Json;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  /** Pages of the console and parts of the documents' page are no calls. */
  private static final Set<String> NO_CALLS = Set.of("get /", "get /<path>", "get /docs.js");

  @Test
  void theDocumentNamesEveryCallAndNoOther() throws IOException {
    Set<String> served =
        Resources.of(nothing(), new AccessControl(null, null, null, null), new Metrics()).stream()
            .flatMap(resource -> resource.routes().stream())
            .map(route -> route.method().name().toLowerCase(Locale.ROOT) + " " + route.path())
            .filter(call -> !NO_CALLS.contains(call))
            .collect(Collectors.toCollection(TreeSet::new));
    JsonNode paths = Json.MAPPER.readTree(DocumentCalls.read("openapi.json")).path("paths");
    Set<String> documented = new TreeSet<>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> documented.add(method + " " + path.getKey())));

    assertThat(documented).isEqualTo(served);
  }

  // Routes are asked for, no handler is called, so nothing has to be behind them.
  private static Services nothing() {
    return new Services(
        null,
        null,
        null,
        new Services.Security(null, null, null, null, null),
        new Services.Ingest(
            new Services.Wires(null, null, null),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null),
        new Services.Meaning(null, null, null, null, null),
        new Services.People(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new Services.Learning(null, null, null)),
        new Services.Choice(null, null, null, null, null, null, null, null, null),
        new Services.Reports(null, null, null, null, null, null, null),
        null);
  }
}
