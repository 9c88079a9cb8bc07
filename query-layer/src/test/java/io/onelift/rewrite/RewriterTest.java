package io.onelift.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.policy.Policy;
import io.onelift.print.BitmapForm;
import io.onelift.print.ClickHousePrinter;
import io.onelift.print.PlacedBitmap;
import io.onelift.resolve.Access;
import io.onelift.resolve.Resolved;
import io.onelift.resolve.SqlResolver;
import io.onelift.semantic.Learned;
import io.onelift.semantic.Learned.TagShape;
import io.onelift.semantic.Names;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.Predicate;
import io.onelift.tag.Scalar;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each rule does what it says, on the smallest statement that shows it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RewriterTest {
  private static final Access BLIND = new Access("analyst", false);
  private static final Learned LEARNED =
      new Learned(
          List.of(),
          List.of(new Field("amount", "p_amount", ValueType.NUMBER, false)),
          List.of(
              new Field("city", "t_city", ValueType.TEXT, false),
              new Field("phone", "t_phone", ValueType.TEXT, true),
              new Field("birthday", "t_birthday", ValueType.TIME, true),
              new Field("cards", "t_cards", ValueType.LIST, true)),
          List.of(),
          List.of(
              new TagShape(
                  "level",
                  new Names("等级", "Level", List.of()),
                  ValueType.TEXT,
                  Optional.empty(),
                  false)));

  private SqlResolver resolver;

  @BeforeAll
  void learn(@TempDir Path directory) {
    try (Metastore metastore =
        Metastore.open(MetastoreConfig.sqlite(directory.resolve("meta.db")))) {
      SemanticCatalog catalog = new SemanticCatalog(metastore, () -> LEARNED);
      resolver = new SqlResolver(catalog.current(), Set.of("vip"), ZoneOffset.UTC, Access.INTERNAL);
    }
  }

  @Test
  void expandsLogicalTablesIntoPhysicalColumnsWithMergesApplied() {
    Rewriting rewriting = rewrite("SELECT profile_id, amount FROM events", Access.INTERNAL);
    assertThat(rewriting.rules()).contains("ExpandLogicalTables");
    assertThat(tree(rewriting)).contains("CURRENTPROFILE($").contains("[[warehouse, events]]");
    assertThat(sql(rewriting)).contains("`p_amount`").contains("profile_override");
  }

  @Test
  void keepsNumbersOfProfilesThatAreCurrentAlready() {
    assertThat(tree(rewrite("SELECT profile_id FROM customers", Access.INTERNAL)))
        .doesNotContain("CURRENTPROFILE");
  }

  @Test
  void masksPersonalColumnsByTheirType() {
    Rewriting rewriting = rewrite("SELECT phone, birthday, cards, city FROM customers", BLIND);
    assertThat(rewriting.rules()).containsSubsequence("MaskColumns", "ExpandLogicalTables");
    assertThat(sql(rewriting))
        .contains("'***'")
        .contains("`t_city`")
        .doesNotContain("`t_birthday`")
        .doesNotContain("`t_cards`");
  }

  @Test
  void masksNothingForThoseWhoMaySeeIt() {
    Rewriting rewriting = rewrite("SELECT phone FROM customers", Access.INTERNAL);
    assertThat(rewriting.rules()).doesNotContain("MaskColumns");
    assertThat(sql(rewriting)).contains("`t_phone`").doesNotContain("***");
  }

  @Test
  void printsNoTreeThatWasNotRewritten() {
    Resolved resolved = resolver.resolve("SELECT phone FROM customers", Map.of());
    assertThatThrownBy(() -> ClickHousePrinter.print(resolved, _ -> BitmapForm.STATE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was not rewritten");
  }

  @Test
  void bindsAudiencesWhereverTheyStand() {
    String in = "IN_AUDIENCE(profile_id, 'vip')";
    for (String statement :
        List.of(
            "SELECT profile_id FROM events WHERE " + in,
            "SELECT " + in + " AS x FROM customers",
            "SELECT COUNT(*) FILTER (WHERE " + in + ") AS n FROM customers",
            "SELECT city FROM customers WHERE profile_id IN (SELECT profile_id FROM events WHERE "
                + in
                + ")",
            "SELECT c.city FROM customers c JOIN events e ON c.profile_id = e.profile_id AND"
                + " IN_AUDIENCE(c.profile_id, 'vip')")) {
      Rewriting rewriting = rewrite(statement, Access.INTERNAL);
      assertThat(rewriting.rules()).as(statement).contains("BindAudiences");
      assertThat(ClickHousePrinter.print(rewriting.resolved(), _ -> BitmapForm.STATE).bitmaps())
          .as(statement)
          .containsExactly(new PlacedBitmap("audience:vip", BitmapForm.STATE));
    }
  }

  @Test
  void countsProfilesByBitmap() {
    Rewriting rewriting =
        rewrite(
            "SELECT event, COUNT(DISTINCT profile_id) AS n FROM events GROUP BY event",
            Access.INTERNAL);
    assertThat(rewriting.rules()).contains("CountProfilesByBitmap");
    assertThat(sql(rewriting)).contains("groupBitmap(").doesNotContain("DISTINCT");
  }

  @Test
  void countsTheProfilesOfCustomersAndTagsByBitmapToo() {
    for (String from : List.of("customers", "tag_level", "audience_vip")) {
      Rewriting rewriting =
          rewrite("SELECT COUNT(DISTINCT profile_id) AS n FROM " + from, Access.INTERNAL);
      assertThat(rewriting.rules()).as(from).contains("CountProfilesByBitmap");
    }
  }

  @Test
  void asksTheTagEngineForConditionsOnTags() {
    Rewriting rewriting =
        rewrite(
            "SELECT city FROM customers WHERE tag_level IN ('gold', 'silver') AND city = 'x'",
            Access.INTERNAL);
    assertThat(rewriting.rules()).contains("FilterTagsByBitmap");
    assertThat(ClickHousePrinter.print(rewriting.resolved(), _ -> BitmapForm.STATE).bitmaps())
        .extracting(PlacedBitmap::name)
        .singleElement()
        .asString()
        .contains("\"tag\":\"level\"")
        .contains("gold");
    assertThat(sql(rewriting)).doesNotContain("tag_of_level").contains("`t_city` = 'x'");
  }

  @Test
  void readsTheValueOfATagWhereItIsShownOrWhereTheRuleWouldSaySomethingElse() {
    for (String statement :
        List.of(
            "SELECT tag_level FROM customers",
            "SELECT city FROM customers WHERE NOT (tag_level = 'gold')",
            "SELECT city FROM customers WHERE UPPER(tag_level) = 'GOLD'",
            "SELECT city FROM customers WHERE tag_level = city")) {
      Rewriting rewriting = rewrite(statement, Access.INTERNAL);
      assertThat(sql(rewriting)).as(statement).contains("tag_of_level");
    }
  }

  @Test
  void putsAWallBetweenTheStatementAndRowsThatMayNotBeSeen() {
    Policy policy =
        new Policy(
            Optional.empty(),
            Map.of(
                "events",
                new Policy.OfTable(
                    Set.of(),
                    Set.of("amount"),
                    List.of(
                        new Policy.Test("source", new Predicate.In(List.of(Scalar.of("app"))))))),
            ZoneOffset.UTC);
    Rewriting rewriting =
        rewrite(
            "SELECT COUNT(*) AS n FROM events a JOIN events b ON a.profile_id = b.profile_id WHERE"
                + " a.event = 'x' AND intDiv(1, b.amount) = 1",
            new Access("ann", true, policy));
    assertThat(rewriting.rules()).contains("MaskColumns", "GuardRows", "PushSafeFilters");
    String tree = tree(rewriting);
    assertThat(tree.split("9223372036854775807", -1)).hasSize(3);
    assertThat(sql(rewriting).split("`source` = 'app'", -1)).hasSize(3);
    assertThat(sql(rewriting)).doesNotContain("`p_amount`");
  }

  @Test
  void countsOtherValuesAsTheyAre() {
    Rewriting rewriting =
        rewrite("SELECT COUNT(DISTINCT amount) AS n FROM events", Access.INTERNAL);
    assertThat(rewriting.rules()).doesNotContain("CountProfilesByBitmap");
    assertThat(sql(rewriting)).contains("DISTINCT");
  }

  @Test
  void limitsRows() {
    Resolved open = resolver.resolve("SELECT city FROM customers ORDER BY city", Map.of());
    assertThat(RelOptUtil.toString(LimitRows.apply(open.tree(), 11))).contains("fetch=[11]");
    Resolved small = resolver.resolve("SELECT city FROM customers LIMIT 5 OFFSET 2", Map.of());
    assertThat(RelOptUtil.toString(LimitRows.apply(small.tree(), 11)))
        .contains("fetch=[5]")
        .contains("offset=[2]")
        .doesNotContain("fetch=[11]");
    Resolved large = resolver.resolve("SELECT city FROM customers LIMIT 50 OFFSET 2", Map.of());
    assertThat(RelOptUtil.toString(LimitRows.apply(large.tree(), 11)))
        .contains("fetch=[11]")
        .contains("offset=[2]")
        .doesNotContain("fetch=[50]");
    Resolved huge = resolver.resolve("SELECT city FROM customers LIMIT 9999999999999", Map.of());
    assertThat(RelOptUtil.toString(LimitRows.apply(huge.tree(), 11)))
        .contains("fetch=[11]")
        .doesNotContain("9999999999999");
  }

  @Test
  void readsOnlyTheColumnsThatAreNeeded() {
    assertThat(sql(rewrite("SELECT city FROM customers", Access.INTERNAL)))
        .contains("`t_city`")
        .doesNotContain("`t_phone`")
        .doesNotContain("`first_seen`");
  }

  private Rewriting rewrite(String sql, Access access) {
    return Rewriter.rewrite(resolver.resolve(sql, Map.of()), access);
  }

  private static String tree(Rewriting rewriting) {
    return RelOptUtil.toString(rewriting.resolved().tree());
  }

  private static String sql(Rewriting rewriting) {
    return ClickHousePrinter.print(rewriting.resolved(), _ -> BitmapForm.STATE).sql();
  }
}
