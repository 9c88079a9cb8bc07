package io.onelift.audience;

import io.onelift.bitmap.CategoryIndex;
import io.onelift.bitmap.Held;
import io.onelift.bitmap.TagBitmaps;
import io.onelift.event.Field;
import io.onelift.event.TrackingPlan;
import io.onelift.event.ValueType;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.TagType;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of a project as they are now: learned events, properties and traits, tags with their
 * values, saved audiences.
 */
public final class ProjectVocabulary implements Vocabulary {
  private final TrackingPlan plan;
  private final TagCatalog tags;
  private final TagBitmaps bitmaps;
  private final AudienceCatalog audiences;
  private final Snapshots snapshots;

  public ProjectVocabulary(
      TrackingPlan plan,
      TagCatalog tags,
      TagBitmaps bitmaps,
      AudienceCatalog audiences,
      Snapshots snapshots) {
    this.plan = plan;
    this.tags = tags;
    this.bitmaps = bitmaps;
    this.audiences = audiences;
    this.snapshots = snapshots;
  }

  @Override
  public Set<String> events() {
    return plan.events();
  }

  @Override
  public Map<String, ValueType> properties(String event) {
    return plan.propertiesOf(event).stream().collect(Collectors.toMap(Field::name, Field::type));
  }

  @Override
  public Set<String> traits() {
    return plan.traits().stream().map(Field::name).collect(Collectors.toSet());
  }

  @Override
  public Optional<ValueType> trait(String name) {
    return plan.trait(name).map(Field::type);
  }

  @Override
  public Set<String> tags() {
    return tags.keys();
  }

  @Override
  public Optional<TagType> tag(String key) {
    return tags.find(key).map(Tag::type);
  }

  /** Of a tag of words; a boolean tag may be asked for a value that nobody has. */
  @Override
  public Set<String> tagValues(String key) {
    return tag(key)
        .filter(type -> type == TagType.ENUM || type == TagType.LIST)
        .flatMap(_ -> bitmaps.find(key))
        .map(Held::index)
        .filter(CategoryIndex.class::isInstance)
        .map(index -> ((CategoryIndex) index).names())
        .orElse(Set.of());
  }

  @Override
  public Set<String> audiences() {
    return audiences.keys();
  }

  @Override
  public Set<Integer> snapshots(String audience) {
    return snapshots.numbers(audience);
  }
}
