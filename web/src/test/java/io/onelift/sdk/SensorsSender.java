package io.onelift.sdk;

import com.sensorsdata.analytics.javasdk.ISensorsAnalytics;
import com.sensorsdata.analytics.javasdk.SensorsAnalytics;
import com.sensorsdata.analytics.javasdk.bean.SensorsAnalyticsIdentity;
import com.sensorsdata.analytics.javasdk.consumer.BatchConsumer;
import com.sensorsdata.analytics.javasdk.consumer.DebugConsumer;
import com.sensorsdata.analytics.javasdk.exceptions.InvalidArgumentException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * Sends as a Java server with Sensors' SDK does; a program of its own, because the SDK needs its
 * own libraries. Arguments: URL, prefix of all names, how many events.
 */
public final class SensorsSender {
  private SensorsSender() {}

  public static void main(String[] args) throws InvalidArgumentException {
    String url = args[0];
    String prefix = args[1];
    BatchConsumer consumer = new BatchConsumer(url, 4, true, 10);
    ISensorsAnalytics sensors = new SensorsAnalytics(consumer);
    List<Step> steps = steps(sensors, prefix, Integer.parseInt(args[2]));
    for (Step step : steps) {
      untilTaken(step, consumer);
    }
    untilTaken(sensors::flush, consumer);
    sensors.shutdown();
    ISensorsAnalytics debug = new SensorsAnalytics(new DebugConsumer(url, false));
    debug.track(prefix + "-dry", true, prefix + "_dry");
    debug.shutdown();
  }

  private interface Step {
    void take() throws InvalidArgumentException;
  }

  @SuppressWarnings("JavaUtilDate") // The SDK takes dates as these only.
  private static List<Step> steps(ISensorsAnalytics sensors, String prefix, int count) {
    String user = prefix + "-user";
    String visitor = prefix + "-anon";
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> properties =
          Map.of("amount", i + 0.5, "tags", List.of("a", "b"), "name", "基金", "bought", new Date());
      steps.add(() -> sensors.track(visitor, false, prefix + "_track", properties));
    }
    steps.add(() -> sensors.trackSignUp(user, visitor));
    steps.add(() -> sensors.track(user, true, prefix + "_after"));
    steps.add(() -> sensors.profileSet(user, true, Map.of("city", "上海")));
    steps.add(() -> sensors.profileSetOnce(user, true, Map.of("city", "北京", "first", "a")));
    steps.add(() -> sensors.profileIncrement(user, true, Map.of("points", 2L)));
    steps.add(() -> sensors.profileIncrement(user, true, Map.of("points", 3L)));
    steps.add(() -> sensors.profileAppend(user, true, "films", "x"));
    steps.add(() -> sensors.profileUnset(user, true, "first"));
    steps.add(() -> sensors.itemSet(prefix + "_item", "1", Map.of("price", 9.5)));
    steps.add(() -> sensors.itemSet(prefix + "_item", "2", Map.of("price", 1.5)));
    steps.add(() -> sensors.itemDelete(prefix + "_item", "2", Map.of()));
    steps.add(
        () ->
            sensors.bind(
                identity(SensorsAnalyticsIdentity.LOGIN_ID, user),
                identity(SensorsAnalyticsIdentity.MOBILE, prefix + "-mobile")));
    steps.add(
        () ->
            sensors.trackById(
                identity(SensorsAnalyticsIdentity.MOBILE, prefix + "-mobile"),
                prefix + "_by_mobile",
                Map.of()));
    return steps;
  }

  private static SensorsAnalyticsIdentity identity(String type, String value) {
    return SensorsAnalyticsIdentity.builder().addIdentityProperty(type, value).build();
  }

  /** The SDK keeps what was refused, and sends it again with the next flush. */
  private static void untilTaken(Step step, BatchConsumer consumer)
      throws InvalidArgumentException {
    try {
      step.take();
    } catch (RuntimeException refused) {
      System.err.println("Refused: " + refused.getCause().getMessage());
      boolean waits = true;
      while (waits) {
        try {
          consumer.flush();
          waits = false;
        } catch (RuntimeException again) {
          System.err.println("Refused again: " + again.getCause().getMessage());
        }
      }
    }
  }
}
