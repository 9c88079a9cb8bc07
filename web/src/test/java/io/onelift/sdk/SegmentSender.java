package io.onelift.sdk;

import com.segment.analytics.Analytics;
import com.segment.analytics.Callback;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.Message;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.TrackMessage;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sends as a Java server with Segment's SDK does. */
final class SegmentSender implements Callback, AutoCloseable {
  private final Analytics analytics;
  private final String prefix;
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  SegmentSender(String address, String key, String prefix) {
    this.prefix = prefix;
    this.analytics =
        Analytics.builder(key).endpoint(address).flushQueueSize(4).callback(this).build();
  }

  void send(int count) {
    String user = prefix + "-user";
    String visitor = prefix + "-anon";
    for (int i = 0; i < count; i++) {
      analytics.enqueue(
          TrackMessage.builder(prefix + "_track")
              .anonymousId(visitor)
              .properties(Map.of("amount", i + 0.5, "商品", "基金", "tags", List.of("a", "b")))
              .context(Map.of("campaign", Map.of("source", "sms"))));
    }
    analytics.enqueue(
        IdentifyMessage.builder()
            .userId(user)
            .anonymousId(visitor)
            .traits(Map.of("city", "上海", "level", 3)));
    analytics.enqueue(PageMessage.builder("Home").userId(user));
    analytics.enqueue(GroupMessage.builder("vip").userId(user).traits(Map.of("size", 5)));
    analytics.enqueue(AliasMessage.builder(prefix + "-former").userId(user));
    analytics.flush();
  }

  /** Why messages were given up. */
  Queue<Throwable> failures() {
    return failures;
  }

  @Override
  public void success(Message message) {}

  @Override
  public void failure(Message message, Throwable reason) {
    failures.add(reason);
  }

  @Override
  public void close() {
    analytics.shutdown();
  }
}
