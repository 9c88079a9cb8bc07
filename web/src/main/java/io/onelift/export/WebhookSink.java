package io.onelift.export;

import io.onelift.json.Json;
import io.onelift.json.MemberJson;
import io.onelift.webhook.Deliveries;
import io.onelift.webhook.WebhookConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A delivery {@code {type,audience,export,batch,members[]}} for each page of members. */
final class WebhookSink implements MemberSink {
  private final Deliveries deliveries;
  private final WebhookConfig to;
  private final String audience;
  private final String export;
  private int batch;

  WebhookSink(Deliveries deliveries, WebhookConfig to, String audience, String export) {
    this.deliveries = deliveries;
    this.to = to;
    this.audience = audience;
    this.export = export;
  }

  @Override
  public void write(List<MemberJson> members) throws IOException, InterruptedException {
    batch++;
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "audience.members");
    body.put("audience", audience);
    body.put("export", export);
    body.put("batch", batch);
    body.put("members", members);
    Optional<String> problem =
        deliveries.deliver(
            "export-" + export + "-" + batch,
            new String(Json.bytes(body), StandardCharsets.UTF_8),
            to);
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
  }

  @Override
  public void close() {}
}
