package io.onelift.imports;

import io.onelift.event.Problem;
import io.onelift.event.ValueType;
import io.onelift.files.ColumnShape;
import io.onelift.files.FileShape;
import io.onelift.imports.Mapping.EventMapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The mapping that a file's columns suggest, and what they leave open.
 *
 * @param problems why it cannot be taken as it is
 */
record ProposedMapping(Mapping mapping, List<Problem> problems) {
  private static final Map<String, String> IDENTIFIERS =
      Map.ofEntries(
          Map.entry("userid", "user_id"),
          Map.entry("customerid", "user_id"),
          Map.entry("customerno", "user_id"),
          Map.entry("custid", "user_id"),
          Map.entry("custno", "user_id"),
          Map.entry("clientid", "user_id"),
          Map.entry("memberid", "user_id"),
          Map.entry("householdid", "user_id"),
          Map.entry("uid", "user_id"),
          Map.entry("客户号", "user_id"),
          Map.entry("客户编号", "user_id"),
          Map.entry("客户id", "user_id"),
          Map.entry("用户id", "user_id"),
          Map.entry("会员号", "user_id"),
          Map.entry("anonymousid", "anonymous_id"),
          Map.entry("deviceid", "device_id"),
          Map.entry("设备号", "device_id"),
          Map.entry("openid", "openid"),
          Map.entry("unionid", "unionid"));

  /** Taken for a person only where no column of those above is there. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "id", "user_id",
          "phone", "phone",
          "phonenumber", "phone",
          "mobile", "phone",
          "手机", "phone",
          "手机号", "phone",
          "email", "email",
          "邮箱", "email");

  private static final Set<String> EVENT =
      Set.of("event", "eventname", "eventtype", "action", "事件", "事件名");
  private static final Set<String> TIME =
      Set.of("time", "timestamp", "eventtime", "ts", "datetime", "时间", "事件时间");
  private static final Set<String> MESSAGE_ID = Set.of("messageid", "eventid", "msgid");

  /**
   * @param name of the import: the event of a file of events that names none
   */
  static ProposedMapping of(ImportKind kind, String name, FileShape shape) {
    boolean events = kind == ImportKind.EVENTS;
    Map<String, Template> identifiers = new LinkedHashMap<>();
    Map<String, Template> rest = new LinkedHashMap<>();
    boolean named = shape.names().stream().anyMatch(n -> IDENTIFIERS.containsKey(word(n)));
    Map<String, String> people = named ? IDENTIFIERS : OTHERWISE;
    Optional<Template> event = Optional.empty();
    Optional<Template> messageId = Optional.empty();
    Optional<String> time = events ? time(shape) : Optional.empty();
    for (ColumnShape column : shape.columns()) {
      String word = word(column.name());
      Template template = Template.column(column.name());
      String type = people.get(word);
      if (type != null && !identifiers.containsKey(type)) {
        identifiers.put(type, template);
      } else if (events && EVENT.contains(word) && event.isEmpty()) {
        event = Optional.of(template);
      } else if (events && MESSAGE_ID.contains(word) && messageId.isEmpty()) {
        messageId = Optional.of(template);
      } else if (!time.equals(Optional.of(column.name()))) {
        rest.put(column.name(), template);
      }
    }
    List<Problem> problems = new ArrayList<>();
    if (identifiers.isEmpty()) {
      identifiers.put("user_id", new Template(name + "-{row}"));
      problems.add(
          new Problem(
              "/mapping/identifiers",
              "No column names a person ("
                  + shape.names()
                  + "). Send a mapping such as {\"identifiers\": {\"user_id\":"
                  + " \"customer-{row}\"}}."));
    }
    if (!events) {
      return new ProposedMapping(new Mapping(identifiers, rest, List.of()), problems);
    }
    if (event.isEmpty()) {
      problems.add(
          new Problem(
              "/mapping/events",
              "No column is called event. Send a mapping such as {\"events\": [{\"event\":"
                  + " \"purchase\"}]}."));
    }
    Template called = event.orElseGet(() -> new Template(name));
    return new ProposedMapping(
        new Mapping(
            identifiers,
            Map.of(),
            List.of(
                new EventMapping(called, Map.of(), time.map(Template::column), messageId, rest))),
        problems);
  }

  /** The type of identifier that a column's name speaks of. */
  static Optional<String> identifier(String column) {
    String word = word(column);
    return Optional.ofNullable(IDENTIFIERS.getOrDefault(word, OTHERWISE.get(word)));
  }

  /** The column with the name of a time, else the first one that holds times. */
  private static Optional<String> time(FileShape shape) {
    return shape.columns().stream()
        .map(ColumnShape::name)
        .filter(name -> TIME.contains(word(name)))
        .findFirst()
        .or(
            () ->
                shape.columns().stream()
                    .filter(column -> column.type() == ValueType.TIME)
                    .map(ColumnShape::name)
                    .findFirst());
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
