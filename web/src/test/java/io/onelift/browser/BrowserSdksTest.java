package io.onelift.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import io.onelift.app.Product;
import io.onelift.sdk.Gateway;
import io.onelift.sdk.Programs;
import io.onelift.sdk.Sent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published SDKs of browsers, unmodified, in pages of another site. */
class BrowserSdksTest {
  private static final Path SEGMENT =
      Programs.SDKS.resolve(
          Path.of("node_modules", "@segment", "analytics-next", "dist", "umd", "standalone.js"));
  private static final Path SENSORS =
      Programs.SDKS.resolve(Path.of("node_modules", "sa-sdk-javascript"));
  private static final Path INSTANT =
      SENSORS.resolve(Path.of("dist", "web", "plugin", "sf-instant-event", "index.js"));

  @RegisterExtension static final Console console = new Console();
  private static Site site;

  private final Product product = Product.running();
  private final Sent sent = new Sent(product);
  private final String key = product.key("ingest");

  @BeforeAll
  static void open() throws IOException {
    site = new Site();
    site.file("/segment.js", SEGMENT);
    site.file("/sensors.js", SENSORS.resolve("sensorsdata.min.js"));
    site.file("/instant.js", INSTANT);
  }

  @AfterAll
  static void close() {
    if (site != null) {
      site.close();
    }
  }

  private static Page visit(String html) {
    Page page = console.page("zh-CN");
    page.navigate(site.page(html));
    return page;
  }

  private static String segmentPage(String address, String key, String prefix, String options) {
    return """
    <script>
      window.analytics = [];
      for (const name of ['identify', 'track', 'page', 'setAnonymousId'])
        analytics[name] = (...args) => analytics.push([name, ...args]);
      analytics._writeKey = '%2$s';
      analytics._cdn = '%1$s';
      analytics._loadOptions = %4$s;
      analytics.setAnonymousId('%3$s-anon');
      analytics.track('%3$s_track', {amount: 1.5, 商品: '基金'});
      analytics.track('%3$s_track', {amount: 2.5, 商品: '基金'});
      analytics.identify('%3$s-user', {city: '上海'});
      analytics.page('首页');
    </script>
    <script src="/segment.js"></script>
    """
        .formatted(address, key, prefix, options);
  }

  private void assertSegment(String prefix) {
    JsonNode profile =
        product.await(
            "/api/profiles?id_type=user_id&id=" + prefix + "-user",
            found -> found.path("recent_events").size() == 4 && found.at("/traits").has("city"));
    assertThat(sent.profile("anonymous_id", prefix + "-anon").path("profile_id"))
        .isEqualTo(profile.path("profile_id"));
    assertThat(profile.at("/traits/city").asText()).isEqualTo("上海");
    assertThat(sent.eventsOf(profile))
        .containsExactly("identify", "page", prefix + "_track", prefix + "_track");
    assertThat(
            sent.rows(
                    "SELECT SUM(amount), COUNT(DISTINCT message_id) FROM events WHERE event = '"
                        + prefix
                        + "_track'")
                .toString())
        .isEqualTo("[[4,2]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "segone|{}",
        "segbatch|{integrations: {'Segment.io': {deliveryStrategy: {strategy: 'batching', config:"
            + " {size: 3, timeout: 300}}}}}"
      })
  void segmentsSdkSendsOneByOneAndInBatches(String prefix, String options) {
    Page page = visit(segmentPage(product.address(), key, prefix, options));

    assertSegment(prefix);
    page.close();
  }

  @Test
  void segmentsSdkSendsAgainWhatWentWrong() throws IOException {
    try (Gateway gateway =
        new Gateway(
            product.address(),
            "/v1/t",
            List.of(
                Gateway.Trouble.OVERLOADED,
                Gateway.Trouble.ANSWER_LOST,
                Gateway.Trouble.UNAVAILABLE))) {
      Page page = visit(segmentPage(gateway.address(), key, "segtrouble", "{}"));

      product.await(
          "/api/profiles?id_type=user_id&id=segtrouble-user",
          found -> gateway.isThrough() && found.path("recent_events").size() == 4);
      assertSegment("segtrouble");
      page.close();
    }
  }

  private static String sensorsPage(String server, String prefix, String options, String instant) {
    return """
    <script src="/sensors.js"></script>
    <script src="/instant.js"></script>
    <script>
      const sensors = window['sensorsDataAnalytic201505'];
      sensors.use(SensorsDataWebJSSDKPlugin.SfInstantEvent, {instant_events: [%4$s]});
      sensors.init({server_url: '%1$s', is_track_single_page: false, use_client_time: true,
        show_log: false, heatmap: {clickmap: 'not_collect', scroll_notice_map: 'not_collect'}, %3$s});
      sensors.identify('%2$s-anon', true);
      sensors.track('%2$s_track', {amount: 1.5, goods: '基金 & more + 100%%'});
      sensors.track('%2$s_now', {amount: 2.5});
      sensors.login('%2$s-user');
      sensors.setProfile({city: '上海'});
      sensors.setOnceProfile({city: '北京'});
      sensors.incrementProfile({points: 2});
      sensors.appendProfile({films: ['x']});
      sensors.bind('$identity_mobile', '%2$s-mobile');
      sensors.track('%2$s_after', {long: '%5$s'});
    </script>
    """
        .formatted(server, prefix, options, instant, "长".repeat(1_500));
  }

  private void assertSensors(String prefix) {
    JsonNode profile =
        product.await(
            "/api/profiles?id_type=user_id&id=" + prefix + "-user",
            found ->
                sent.eventsOf(found)
                        .containsAll(
                            List.of(
                                "$BindID",
                                "$SignUp",
                                prefix + "_after",
                                prefix + "_now",
                                prefix + "_track"))
                    && found.at("/traits/points").asInt() == 2
                    && found.at("/traits").has("films"));
    for (String identifier : List.of("anonymous_id&id=%s-anon", "phone&id=%s-mobile")) {
      assertThat(
              product
                  .get("/api/profiles?id_type=" + identifier.formatted(prefix))
                  .path("profile_id"))
          .as(identifier)
          .isEqualTo(profile.path("profile_id"));
    }
    assertThat(profile.at("/traits/city").asText()).isEqualTo("上海");
    for (String event : List.of("_track", "_now", "_after")) {
      assertThat(sent.count(prefix + event)).as(event).isEqualTo(1);
    }
    assertThat(
            sent.rows("SELECT amount, goods FROM events WHERE event = '" + prefix + "_track'")
                .toString())
        .isEqualTo("[[1.5,\"基金 & more + 100%\"]]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "ajax", "beacon"})
  void sensorsSdkSendsByEveryMeansAndInstantEventsAreInstant(String means) {
    String prefix = "sa" + means;
    Page page =
        visit(
            sensorsPage(
                product.address() + "/sa?project=default&token=" + key,
                prefix,
                "send_type: '" + means + "'",
                "'" + prefix + "_now'"));

    assertSensors(prefix);
    assertThat(sent.instant(prefix + "_now")).isTrue();
    assertThat(sent.instant(prefix + "_track")).isFalse();
    page.close();
  }

  @Test
  void sensorsSdkSendsInBatchesAndAgainWhatWentWrong() throws IOException {
    try (Gateway gateway =
        new Gateway(
            product.address(),
            "/sa",
            List.of(
                Gateway.Trouble.OVERLOADED,
                Gateway.Trouble.ANSWER_LOST,
                Gateway.Trouble.UNAVAILABLE))) {
      Page page =
          visit(
              sensorsPage(
                  gateway.address() + "/sa?token=" + key,
                  "sabatch",
                  "send_type: 'ajax', batch_send: {send_interval: 500, datasend_timeout: 6000}",
                  ""));

      assertSensors("sabatch");
      assertThat(gateway.isThrough()).isTrue();
      page.close();
    }
  }
}
