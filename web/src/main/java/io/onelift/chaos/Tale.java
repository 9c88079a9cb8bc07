package io.onelift.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * What happens to some people, told in calls: visits with and without a login, scores, of which the
 * latest counts, and increments, each of which counts once. Every event has a moment of its own. It
 * keeps what has to be there when every call was acknowledged. Safe for use by many threads.
 */
final class Tale {
  static final int PEOPLE = 200;
  private static final int EVENTS = 40;

  private final Random random;
  private final Instant begin = Instant.now().minus(1, ChronoUnit.HOURS);
  private final long[] scores = new long[PEOPLE];
  private final long[] increments = new long[PEOPLE];
  private final boolean[] seen = new boolean[PEOPLE];
  private long told;

  Tale(long seed) {
    random = new Random(seed);
  }

  /** One call: its path and body, and how many events it holds. */
  record Call(String path, String contentType, String body, int events) {}

  /** The next call, which no other is like. */
  synchronized Call next() {
    return random.nextInt(4) == 0 ? sensors() : segment();
  }

  private Call segment() {
    StringBuilder body = new StringBuilder("{\"batch\":[");
    for (int i = 0; i < EVENTS; i++) {
      int person = someone();
      body.append(i == 0 ? "" : ",").append("{\"messageId\":\"chaos-").append(told);
      body.append("\",\"anonymousId\":\"visitor-").append(person);
      body.append("\",\"timestamp\":\"").append(moment()).append('"');
      if (random.nextInt(5) == 0) {
        scores[person] = told;
        body.append(",\"type\":\"identify\",\"userId\":\"user-").append(person);
        body.append("\",\"traits\":{\"score\":").append(told).append("}}");
      } else {
        body.append(",\"type\":\"track\",\"event\":\"Visited\",\"properties\":{\"n\":");
        body.append(told).append("}}");
      }
      told++;
    }
    return new Call("/v1/batch", "application/json", body.append("]}").toString(), EVENTS);
  }

  private Call sensors() {
    StringBuilder list = new StringBuilder("[");
    for (int i = 0; i < EVENTS; i++) {
      int person = someone();
      increments[person]++;
      list.append(i == 0 ? "" : ",").append("{\"type\":\"profile_increment\",\"_track_id\":");
      list.append(told + 1).append(",\"time\":").append(moment().toEpochMilli());
      list.append(",\"distinct_id\":\"user-").append(person);
      list.append("\",\"properties\":{\"$is_login_id\":true,\"points\":1}}");
      told++;
    }
    String data = Base64.getEncoder().encodeToString(gzip(list.append(']').toString()));
    String form = "gzip=1&data_list=" + URLEncoder.encode(data, StandardCharsets.UTF_8);
    return new Call("/sa?token=", "application/x-www-form-urlencoded", form, EVENTS);
  }

  private int someone() {
    int person = random.nextInt(PEOPLE);
    seen[person] = true;
    return person;
  }

  private Instant moment() {
    return begin.plusMillis(told);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Events in all calls so far. */
  synchronized long told() {
    return told;
  }

  /** The latest score of a person, or 0 for none. */
  synchronized long score(int person) {
    return scores[person];
  }

  synchronized long increments(int person) {
    return increments[person];
  }

  synchronized boolean isSeen(int person) {
    return seen[person];
  }
}
