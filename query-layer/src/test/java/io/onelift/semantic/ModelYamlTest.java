package io.onelift.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.compute.TagSource;
import io.onelift.event.Field;
import io.onelift.event.InvalidInput;
import io.onelift.event.ValueType;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.Learned.TagShape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Everything wrong with a document is said at once, each with its place and the likely name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelYamlTest {
  private static final Learned LEARNED =
      new Learned(
          List.of(new EventShape("purchase", Set.of("amount", "channel"))),
          List.of(
              new Field("amount", "p_amount", ValueType.NUMBER, false),
              new Field("channel", "p_channel", ValueType.TEXT, false)),
          List.of(
              new Field("registered_at", "t_registered_at", ValueType.TIME, false),
              new Field("city", "t_city", ValueType.TEXT, false),
              new Field("age", "t_age", ValueType.NUMBER, false)),
          List.of(),
          List.of(
              new TagShape(
                  "vip_level",
                  new Names("等级", "Level", List.of()),
                  ValueType.TEXT,
                  Optional.of(new TagSource.Trait("city")),
                  false)));

  private Metastore metastore;
  private SemanticCatalog catalog;

  @BeforeAll
  void open(@TempDir Path directory) {
    metastore = Metastore.open(MetastoreConfig.sqlite(directory.resolve("meta.db")));
    catalog = new SemanticCatalog(metastore, () -> LEARNED);
  }

  @AfterAll
  void close() {
    metastore.close();
  }

  @Test
  void takesAWholeModel() throws IOException {
    try (InputStream model = ModelYamlTest.class.getResourceAsStream("/semantic/bank.yaml")) {
      String yaml = new String(model.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(catalog.problems(yaml)).isEmpty();
    }
  }

  @Test
  void takesAnEmptyDocumentAndNamesThatNobodySentYet() {
    assertThat(catalog.problems("")).isEmpty();
    assertThat(catalog.problems("# nothing")).isEmpty();
    assertThat(catalog.problems("dimensions: {branch: {trait: home_branch}}")).isEmpty();
  }

  @Test
  void saysWhereTheTextIsNoYaml() {
    assertOne("metrics:\n  a: [1, 2", "", "This is not YAML at line 2");
    assertOne("a: b: c", "", "This is not YAML at line 1");
  }

  @Test
  void saysWhichWordsMeanNothing() {
    assertOne("metric: {}", "/metric", "'metric' means nothing here. Did you mean 'metrics'?");
    assertOne(
        "dimensions: {city: {trait: city, synonym: [x]}}",
        "/dimensions/city/synonym",
        "Did you mean 'synonyms'?");
    assertOne(
        "metrics: {a: {count: {event: purchase, wher: []}}}",
        "/metrics/a/count/wher",
        "Did you mean 'where'?");
    assertOne(
        "metrics: {a: {count: {event: purchase, where: [{property: amount, gt: 1, gtt: 1}]}}}",
        "/metrics/a/count/where/0/gtt",
        "Did you mean 'gt'?");
  }

  @Test
  void saysWhatIsMissingOrDouble() {
    assertOne("metrics: {a: {zh: 甲}}", "/metrics/a", "missing; give one of count,");
    assertOne(
        "metrics: {a: {count: {event: purchase}, profiles: {}}}",
        "/metrics/a",
        "must be one, not count and profiles");
    assertOne("dimensions: {a: {zh: 甲}}", "/dimensions/a", "missing; give one of");
    assertOne("metrics: {a: {count: {}}}", "/metrics/a/count", "'event' is missing");
    assertOne(
        "metrics: {a: {count: {event: purchase, where: [{property: amount}]}}}",
        "/metrics/a/count/where/0",
        "needs a test: one of");
    assertOne(
        "metrics: {a: {count: {event: purchase, where: [{property: amount, gt: 1, in: [2]}]}}}",
        "/metrics/a/count/where/0",
        "has several tests (in, gt)");
  }

  @Test
  void saysWhichValuesDoNotFit() {
    assertOne("metrics: [a]", "/metrics", "must be a map");
    assertOne("metrics: {A b: {profiles: {}}}", "/metrics/A b", "The key 'A b' must be lower-case");
    assertOne(
        "metrics: {a: {profiles: {}, format: mony}}", "/metrics/a/format", "'mony' is no format");
    assertOne(
        "dimensions: {a: {trait: home, type: txt}}",
        "/dimensions/a/type",
        "'txt' is no type. Did you mean 'text'?");
    assertOne(
        "dimensions: {a: {bands: {trait: age, cuts: [30, 20], names: [x, y]}}}",
        "/dimensions/a/bands/cuts/1",
        "must ascend");
    assertOne(
        "dimensions: {a: {bands: {trait: age, cuts: [30, 40], names: [x, y]}}}",
        "/dimensions/a/bands",
        "2 cuts make 3 bands, but there are names for 2");
    assertOne(
        "metrics: {a: {count: {event: purchase, where: [{property: amount, in: [1, {}]}]}}}",
        "/metrics/a/count/where/0/in/1",
        "must be a text, a number, true or false, not {}");
  }

  @Test
  void saysWhichNamesAreSlipsOfKnownOnes() {
    assertOne(
        "metrics: {a: {count: {event: purchas}}}",
        "/metrics/a/count/event",
        "There is no event 'purchas'. Did you mean 'purchase'?");
    assertOne(
        "metrics: {a: {sum: {event: purchase, property: amuont}}}",
        "/metrics/a/sum/property",
        "Did you mean 'amount'?");
    assertOne(
        "metrics: {a: {profiles: {time: registerd_at}}}",
        "/metrics/a/profiles/time",
        "Did you mean 'registered_at'?");
    assertOne(
        "dimensions: {a: {tag: vip_levle}}", "/dimensions/a/tag", "Did you mean 'vip_level'?");
    assertOne(
        "metrics: {a: {profiles: {}}, r: {ratio: {of: a, to: profile}}}",
        "/metrics/r/ratio/to",
        "There is no metric 'profile'. Did you mean 'profiles'?");
  }

  @Test
  void saysWhichTypesDoNotFitTheData() {
    assertOne(
        "metrics: {a: {average: {trait: city}}}",
        "/metrics/a/average/trait",
        "'city' is no number");
    assertOne(
        "metrics: {a: {profiles: {time: city}}}", "/metrics/a/profiles/time", "'city' is no time");
    assertOne("dimensions: {a: {trait: age, type: boolean}}", "/dimensions/a/type", "declared as");
    assertOne(
        "metrics: {a: {profiles: {}}, r: {ratio: {of: a, to: a}}, s: {ratio: {of: r, to: a}}}",
        "/metrics/s/ratio/of",
        "'r' is a ratio itself");
  }

  @Test
  void saysEverythingAtOnceAndSavesNothing() {
    String yaml =
        "metrics: {a: {}, b: {count: {}}, c: {profiles: {}, format: x}}\n"
            + "dimensions: {d: {trait: [1]}, e: {tag: x, trait: y}}";
    assertThat(catalog.problems(yaml)).hasSizeGreaterThanOrEqualTo(5);
    assertThatThrownBy(() -> catalog.save(yaml, "ann")).isInstanceOf(InvalidInput.class);
    assertThat(catalog.yaml()).isEmpty();
  }

  private void assertOne(String yaml, String pointer, String message) {
    assertThat(catalog.problems(yaml))
        .as(yaml)
        .anySatisfy(
            problem -> {
              assertThat(problem.pointer()).isEqualTo(pointer);
              assertThat(problem.message()).contains(message);
            })
        .hasSize(1);
  }
}
