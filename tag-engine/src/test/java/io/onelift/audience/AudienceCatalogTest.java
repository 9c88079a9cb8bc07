package io.onelift.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.Conflict;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import io.onelift.tag.Tag;
import io.onelift.tag.TagCatalog;
import io.onelift.tag.TagDefinition;
import io.onelift.tag.TagNames;
import io.onelift.tag.TagType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudienceCatalogTest {
  private static final Rule SHANGHAI =
      new Rule.HasTag("city", new Predicate.In(List.of(Scalar.of("上海"))));

  @TempDir private Path directory;
  private Metastore metastore;
  private AudienceCatalog audiences;

  @BeforeEach
  void open() {
    metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")));
    audiences = new AudienceCatalog(metastore);
  }

  @AfterEach
  void close() {
    metastore.close();
  }

  private SavedAudience save(Optional<String> key, String name, Rule rule) {
    return audiences.create(new AudienceDraft(key, name, "", rule), "ann");
  }

  @Test
  void makesAKeyFromTheName() {
    assertThat(save(Optional.empty(), "High value, Shanghai", SHANGHAI).key())
        .isEqualTo("high_value_shanghai");
    assertThat(save(Optional.empty(), "High value: Shanghai!", SHANGHAI).key())
        .isEqualTo("high_value_shanghai_2");
    assertThat(save(Optional.empty(), "上海高净值", SHANGHAI).key()).isEqualTo("audience_1");
    assertThat(save(Optional.empty(), "北京", SHANGHAI).key()).isEqualTo("audience_2");
  }

  @Test
  void keepsAudiencesAndTheirSizesOverARestart() {
    SavedAudience saved = save(Optional.of("sh"), "上海", SHANGHAI);
    audiences.resize(saved, 42, Instant.ofEpochMilli(1_000));
    audiences.resize(saved, 43, Instant.ofEpochMilli(2_000));

    SavedAudience read = new AudienceCatalog(metastore).require("sh");

    assertThat(read.rule()).isEqualTo(SHANGHAI);
    assertThat(read.size()).contains(new SavedAudience.Size(43, Instant.ofEpochMilli(2_000)));
    assertThat(read.updatedBy()).isEqualTo("ann");
  }

  @Test
  void forgetsTheSizeWhenTheRuleChanges() {
    SavedAudience saved = save(Optional.of("sh"), "上海", SHANGHAI);
    audiences.resize(saved, 42, Instant.ofEpochMilli(1_000));

    AudienceDraft other = new AudienceDraft(Optional.empty(), "not 上海", "", new Rule.Not(SHANGHAI));
    assertThat(audiences.update("sh", other, "bob").size()).isEmpty();

    audiences.resize(saved, 42, Instant.ofEpochMilli(3_000));
    assertThat(audiences.require("sh").size()).isEmpty();
    assertThat(audiences.require("sh").version()).isEqualTo(2);
  }

  @Test
  void refusesAnAudienceThatWouldContainItself() {
    save(Optional.of("a"), "a", SHANGHAI);
    save(Optional.of("b"), "b", new Rule.Not(new Rule.InAudience("a")));
    AudienceDraft circle = new AudienceDraft(Optional.empty(), "a", "", new Rule.InAudience("b"));

    assertThatThrownBy(() -> audiences.update("a", circle, "ann"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("would contain itself");
    assertThat(audiences.rule("a")).contains(SHANGHAI);
  }

  @Test
  void refusesATakenKeyAndAnAudienceInUse() {
    save(Optional.of("a"), "a", SHANGHAI);
    save(Optional.of("b"), "b", new Rule.InAudience("a"));

    assertThatThrownBy(() -> save(Optional.of("a"), "again", SHANGHAI))
        .isInstanceOf(Conflict.class);
    assertThatThrownBy(() -> audiences.delete("a", "ann"))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("used by b");
    audiences.delete("b", "ann");
    audiences.delete("a", "ann");
    assertThatThrownBy(() -> audiences.require("a")).isInstanceOf(NotFound.class);
  }

  @Test
  void keepsATagThatAnAudienceUses() {
    TagCatalog tags = new TagCatalog(metastore, audiences::usingTag);
    tags.create(city(TagType.ENUM), "ann");
    save(Optional.of("sh"), "上海", SHANGHAI);

    assertThatThrownBy(() -> tags.delete("city", "ann"))
        .isInstanceOf(Conflict.class)
        .hasMessageContaining("used by audience sh");
    assertThatThrownBy(() -> tags.update(city(TagType.NUMBER), "ann")).isInstanceOf(Conflict.class);
    assertThat(tags.update(city(TagType.ENUM), "ann").version()).isEqualTo(2);
    assertThat(new TagCatalog(metastore, audiences::usingTag).require("city"))
        .isEqualTo(tags.require("city"));
  }

  private static Tag city(TagType type) {
    return new Tag(
        "city",
        new TagNames("城市", "City"),
        "Where they live",
        "Basics",
        type,
        new TagDefinition.FromTrait("city"),
        0);
  }
}
