package io.onelift.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.onelift.event.Flat;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.files.DateOrder;
import io.onelift.files.FileFormat;
import io.onelift.files.ReadOptions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Requests as JSON, for the metastore and from users. */
public final class RequestJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RequestJson() {}

  static String write(ImportRequest request) {
    ReadOptions options = request.options();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", request.file().toString());
    json.put("format", options.format().name());
    json.put("mapping", request.mapping());
    json.put("dry_run", request.dryRun());
    options.encoding().ifPresent(encoding -> json.put("encoding", encoding));
    options.separator().ifPresent(separator -> json.put("separator", separator.toString()));
    options.header().ifPresent(header -> json.put("header", header));
    options.dateOrder().ifPresent(order -> json.put("date_order", order.name()));
    request.key().ifPresent(key -> json.put("key", key));
    request
        .joins()
        .ifPresent(joins -> json.put("joins", joins.stream().map(RequestJson::of).toList()));
    return Flat.json(json);
  }

  private static Map<String, Object> of(TableJoin join) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("column", join.column());
    json.put("to", join.to().name().toLowerCase(Locale.ROOT));
    json.put("name", join.name());
    if (!join.targetColumn().isEmpty()) {
      json.put("target_column", join.targetColumn());
    }
    json.put("share", join.share());
    json.put("confirmed", join.confirmed());
    return json;
  }

  /** Fields that earlier versions did not write are as if nothing had been said. */
  static ImportRequest read(ImportKind kind, String name, String text) {
    JsonNode json = tree(text);
    ReadOptions options =
        new ReadOptions(
            FileFormat.valueOf(json.path("format").asText()),
            said(json, "encoding").map(JsonNode::asText),
            said(json, "separator").map(node -> node.asText().charAt(0)),
            said(json, "header").map(JsonNode::asBoolean),
            said(json, "date_order").map(node -> DateOrder.valueOf(node.asText())));
    return new ImportRequest(
        kind,
        name,
        Path.of(json.path("file").asText()),
        options,
        json.path("mapping").asText(),
        json.path("dry_run").asBoolean(),
        said(json, "key").map(node -> node.valueStream().map(JsonNode::asText).toList()),
        said(json, "joins").map(node -> joins(node, new ArrayList<>())));
  }

  /**
   * Reads the joins that a user confirms.
   *
   * @throws InvalidInput with every problem
   */
  public static List<TableJoin> joins(String text) {
    JsonNode json;
    try {
      json = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidInput("/joins", "This is not JSON: " + e.getOriginalMessage());
    }
    List<Problem> problems = new ArrayList<>();
    List<TableJoin> joins = joins(json, problems);
    if (!json.isArray()) {
      problems.add(
          new Problem(
              "/joins",
              "This must be a list such as [{\"column\":\"customer_id\",\"to\":\"identifier\","
                  + "\"name\":\"user_id\"}]."));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return joins;
  }

  private static List<TableJoin> joins(JsonNode json, List<Problem> problems) {
    List<TableJoin> joins = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      JsonNode join = json.get(i);
      String word = join.path("to").asText();
      Optional<TableJoin.To> to =
          Stream.of(TableJoin.To.values()).filter(t -> t.name().equalsIgnoreCase(word)).findFirst();
      if (to.isEmpty()
          || join.path("column").asText().isEmpty()
          || join.path("name").asText().isEmpty()) {
        problems.add(
            new Problem(
                "/joins/" + i,
                "A join needs column, to (identifier, trait, property or table) and name; this is "
                    + join
                    + "."));
        continue;
      }
      joins.add(
          new TableJoin(
              join.path("column").asText(),
              to.get(),
              join.path("name").asText(),
              join.path("target_column").asText(""),
              join.path("share").asDouble(),
              true));
    }
    return joins;
  }

  private static Optional<JsonNode> said(JsonNode json, String field) {
    return Optional.ofNullable(json.get(field)).filter(node -> !node.isNull());
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("The request of a job cannot be read", e);
    }
  }
}
