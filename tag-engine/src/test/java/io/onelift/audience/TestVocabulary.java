package io.onelift.audience;

import io.onelift.event.ValueType;
import io.onelift.tag.TagType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names that {@link PlainPeople} know. */
final class TestVocabulary implements Vocabulary {
  private static final Map<String, TagType> TAGS =
      Map.of(
          "city", TagType.ENUM,
          "vip", TagType.BOOLEAN,
          "aum", TagType.NUMBER,
          "purchases", TagType.NUMBER,
          "birthday", TagType.DATE);

  @Override
  public Set<String> tags() {
    return TAGS.keySet();
  }

  @Override
  public Optional<TagType> tag(String key) {
    return Optional.ofNullable(TAGS.get(key));
  }

  @Override
  public Set<String> tagValues(String key) {
    return key.equals("city") ? Set.of("上海", "北京", "杭州", "nowhere") : Set.of();
  }

  @Override
  public Set<String> audiences() {
    return Set.of("rich", "shanghai");
  }

  @Override
  public Set<Integer> snapshots(String audience) {
    return audience.equals("rich") ? Set.of(1, 2) : Set.of();
  }

  @Override
  public Set<String> events() {
    return Set.of("purchase", "login");
  }

  @Override
  public Map<String, ValueType> properties(String event) {
    return Map.of("amount", ValueType.NUMBER, "product", ValueType.TEXT);
  }

  @Override
  public Set<String> traits() {
    return Set.of("favourite");
  }

  @Override
  public Optional<ValueType> trait(String name) {
    return name.equals("favourite") ? Optional.of(ValueType.TEXT) : Optional.empty();
  }
}
