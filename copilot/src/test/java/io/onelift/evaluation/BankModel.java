package io.onelift.evaluation;

import io.onelift.event.Field;
import io.onelift.event.ValueType;
import io.onelift.linking.DimensionValues;
import io.onelift.linking.Lexicon;
import io.onelift.metastore.Metastore;
import io.onelift.metastore.MetastoreConfig;
import io.onelift.semantic.Dimension.BandSource;
import io.onelift.semantic.Learned;
import io.onelift.semantic.Learned.EventShape;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.semantic.SemanticModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sample bank's model with what ingest would have learned from its events and traits. */
public final class BankModel {
  private static final Path DEMO =
      Path.of(System.getProperty("onelift.root"), "web/src/main/resources/demo");

  private static final Map<String, Set<String>> EVENTS =
      Map.ofEntries(
          Map.entry("register", Set.of("channel")),
          Map.entry("login", Set.of("method")),
          Map.entry("page", Set.of("page")),
          Map.entry("search", Set.of("keyword")),
          Map.entry(
              "view_product", Set.of("product_id", "product_name", "product_type", "risk_level")),
          Map.entry(
              "purchase",
              Set.of("product_id", "product_name", "product_type", "amount", "sales_channel")),
          Map.entry("redeem", Set.of("product_id", "product_name", "product_type", "amount")),
          Map.entry("deposit_in", Set.of("amount")),
          Map.entry("transfer", Set.of("amount", "direction")),
          Map.entry("campaign_touch", Set.of("campaign", "touch_channel")),
          Map.entry("campaign_click", Set.of("campaign", "touch_channel")),
          Map.entry("apply_card", Set.of("product_id", "product_name", "approved")),
          Map.entry("consult_manager", Set.of("topic")),
          Map.entry(
              "exposure", Set.of("placement", "offer", "decision_id", "experiment", "variant")),
          Map.entry("click", Set.of("placement", "offer", "decision_id", "experiment", "variant")),
          Map.entry(
              "conversion",
              Set.of("placement", "offer", "decision_id", "experiment", "variant", "value")));

  private static final Map<String, List<String>> VALUES =
      Map.of(
          "page", List.of("首页", "基金", "存款", "保险", "信用卡", "理财", "我的", "活动", "客服"),
          "consult_topic", List.of("基金", "存款", "保险", "理财", "信用卡"),
          "product_name", List.of("稳健增利债券", "沪深300指数", "科技先锋混合", "活期宝", "月月盈"),
          "branch_name", List.of("上海陆家嘴支行", "北京金融街支行"),
          "risk_level", List.of("R1", "R2", "R3", "R4", "R5"),
          "province", List.of("上海市", "北京市", "广东省"),
          "direction", List.of("in", "out"));

  private BankModel() {}

  public static Path resource(String name) {
    return DEMO.resolve(name);
  }

  /** The model, kept in a metastore in the directory. */
  public static SemanticModel load(Path directory) {
    try (Metastore metastore =
        Metastore.open(MetastoreConfig.sqlite(directory.resolve("metastore.db")))) {
      SemanticCatalog catalog = new SemanticCatalog(metastore, BankModel::learned);
      catalog.save(Files.readString(resource("model.yaml")), "test");
      return catalog.current();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Lexicon lexicon(SemanticModel model) {
    return Lexicon.of(model, values());
  }

  public static DimensionValues values() {
    return dimension ->
        dimension.source() instanceof BandSource bands
            ? bands.names()
            : VALUES.getOrDefault(dimension.key(), List.of());
  }

  private static Learned learned() {
    List<EventShape> events =
        EVENTS.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> new EventShape(e.getKey(), e.getValue()))
            .toList();
    Set<String> numbers = Set.of("amount", "value");
    List<Field> properties =
        EVENTS.values().stream()
            .flatMap(Set::stream)
            .distinct()
            .sorted()
            .map(
                name ->
                    new Field(
                        name,
                        "p_" + name,
                        numbers.contains(name) ? ValueType.NUMBER : ValueType.TEXT,
                        false))
            .toList();
    return new Learned(events, properties, traits(), List.of(), List.of());
  }

  private static List<Field> traits() {
    List<Field> traits = new ArrayList<>();
    for (String text :
        List.of(
            "gender",
            "city",
            "province",
            "branch",
            "branch_name",
            "relationship_manager",
            "customer_level",
            "risk_level",
            "occupation",
            "channel")) {
      traits.add(new Field(text, "t_" + text, ValueType.TEXT, false));
    }
    for (String number :
        List.of("age", "aum", "deposit_balance", "fund_balance", "insurance_premium")) {
      traits.add(new Field(number, "t_" + number, ValueType.NUMBER, false));
    }
    traits.add(new Field("name", "t_name", ValueType.TEXT, true));
    traits.add(new Field("phone", "t_phone", ValueType.TEXT, true));
    traits.add(new Field("birthday", "t_birthday", ValueType.TIME, true));
    traits.add(new Field("registered_at", "t_registered_at", ValueType.TIME, false));
    traits.add(new Field("has_credit_card", "t_has_credit_card", ValueType.BOOLEAN, false));
    return traits;
  }
}
