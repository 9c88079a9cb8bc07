package io.onelift.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.onelift.metastore.JsonCodec;
import io.onelift.model.Fit.WeightedFeature;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained model as the metastore keeps it: plain numbers and conditions, so that any program can
 * compute the same scores and no class of ours or Weka's has to be there to read it.
 */
final class TrainedJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonCodec<Report> REPORT = JsonCodec.of(Report.class);

  static final JsonCodec<Trained> CODEC = new JsonCodec<>(TrainedJson::print, TrainedJson::read);

  private TrainedJson() {}

  private static String print(Trained trained) {
    Fit fit = trained.fit();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("definition", fit.definition())
        .put("trained_at", fit.trainedAt().toString())
        .put("base_rate", fit.baseRate())
        .put("intercept", fit.intercept());
    ArrayNode features = json.putArray("features");
    for (WeightedFeature each : fit.features()) {
      features
          .addObject()
          .put("weight", each.weight())
          .put("share", each.share())
          .set("feature", FeatureJson.print(each.feature()));
    }
    ArrayNode grades = json.putArray("grades");
    fit.grades().forEach(grades::add);
    json.set("report", tree(REPORT.write().apply(trained.report())));
    return json.toString();
  }

  private static Trained read(String text) {
    JsonNode json = tree(text);
    List<WeightedFeature> features = new ArrayList<>();
    for (JsonNode each : json.path("features")) {
      features.add(
          new WeightedFeature(
              FeatureJson.read(each.path("feature")),
              each.path("weight").doubleValue(),
              each.path("share").doubleValue()));
    }
    List<Double> grades = new ArrayList<>();
    json.path("grades").forEach(grade -> grades.add(grade.doubleValue()));
    Fit fit =
        new Fit(
            json.path("definition").intValue(),
            Instant.parse(json.path("trained_at").textValue()),
            json.path("base_rate").doubleValue(),
            json.path("intercept").doubleValue(),
            features,
            grades);
    return new Trained(fit, REPORT.read().apply(json.path("report").toString()));
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("A stored model is not JSON", e);
    }
  }
}
