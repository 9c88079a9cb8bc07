package io.onelift.http;

import io.javalin.http.Context;
import io.onelift.collect.Decoded;
import io.onelift.collect.Receipt;
import io.onelift.collect.Rejection;
import io.onelift.collect.SensorsCalls;
import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.json.ReceiptJson;
import io.onelift.security.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sensors' calls, answered when everything is durable.
 *
 * <p>Sensors' SDKs send what is refused again and again, and everything behind it waits. So an
 * event that was read and cannot be taken is no refusal: it is in quarantine, and the call is
 * answered with 200. A call that cannot be read, which no SDK makes, is kept too and answered with
 * 400. In debug mode, where a developer looks at the answer, every problem is a 400.
 */
final class SaCalls implements Resource {
  private static final int REASONS = 20;
  private static final List<String> PATHS = List.of("/sa", "/sa.gif", "/debug");

  /** One transparent pixel. */
  private static final byte[] PIXEL =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

  private static final byte[] SINGLE = "data=".getBytes(StandardCharsets.UTF_8);

  private final SensorsCalls sensors;
  private final Intake intake;
  private final Clock clock;

  SaCalls(SensorsCalls sensors, Intake intake, Clock clock) {
    this.sensors = sensors;
    this.intake = intake;
    this.clock = clock;
  }

  /** Where pages of other sites may send to. */
  static List<String> paths() {
    return PATHS;
  }

  @Override
  public List<Route> routes() {
    return PATHS.stream().flatMap(this::routes).toList();
  }

  private Stream<Route> routes(String path) {
    // Open, because the key is in the URL: the handler looks there.
    return Stream.of(
        Route.post(path, Permission.OPEN, path.equals("/debug") ? this::debug : this::collect),
        Route.get(path, Permission.OPEN, path.equals("/debug") ? this::debug : this::collect),
        Route.options(path, Permission.OPEN, context -> context.status(204)));
  }

  private void collect(Context context) {
    byte[] body = body(context);
    Decoded decoded = decode(context, body);
    boolean isPage = context.method().name().equals("GET") || isSingle(body);
    Receipt receipt = isPage ? intake.takeFromPage(decoded) : intake.take(decoded);
    if (decoded.isRefused() && decoded.rejections().stream().allMatch(Rejection::isWholeCall)) {
      throw new InvalidInput(problems(decoded));
    }
    if (context.method().name().equals("GET")) {
      context.contentType("image/gif").result(PIXEL);
    } else if (!decoded.rejections().isEmpty()) {
      context.json(ReceiptJson.of(receipt, decoded.rejections()));
    }
  }

  /** With {@code Dry-Run: true}, says what would happen and does nothing. */
  private void debug(Context context) {
    Decoded decoded = decode(context, body(context));
    boolean dry = "true".equalsIgnoreCase(context.header("Dry-Run"));
    Receipt receipt =
        dry
            ? new Receipt(decoded.events().size(), 0, decoded.rejections().size())
            : intake.take(decoded);
    if (!decoded.rejections().isEmpty()) {
      throw new InvalidInput(problems(decoded));
    }
    // The browser's SDK asks by GET and takes any other than an empty object for a failure.
    context.json(
        context.method().name().equals("GET")
            ? Map.of()
            : ReceiptJson.of(receipt, decoded.rejections()));
  }

  private byte[] body(Context context) {
    intake.require(context, key(context));
    return Intake.body(context, SensorsCalls.MAX_CALL_BYTES);
  }

  /** Pages send their events one by one, and never again; other SDKs send lists. */
  private static boolean isSingle(byte[] body) {
    return body.length > SINGLE.length
        && Arrays.equals(body, 0, SINGLE.length, SINGLE, 0, SINGLE.length);
  }

  private Decoded decode(Context context, byte[] body) {
    return sensors.decode(
        Optional.ofNullable(context.queryString()).orElse(""),
        body,
        Instant.ofEpochMilli(clock.millis()));
  }

  private static String key(Context context) {
    return Parameters.text(context, "token")
        .or(() -> AccessControl.writeKey(context))
        .or(() -> Parameters.text(context, "project"))
        .orElseThrow(
            () ->
                Refusal.unauthorized(
                    "The write key is missing. Send it in the URL: /sa?project=default&token=KEY,"
                        + " or /sa?project=KEY."));
  }

  private static List<Problem> problems(Decoded decoded) {
    List<Problem> problems = new ArrayList<>();
    for (Rejection rejection : decoded.rejections()) {
      for (String reason : rejection.reasons()) {
        if (problems.size() < REASONS) {
          problems.add(new Problem("", reason));
        }
      }
    }
    return problems;
  }
}
