package io.onelift.http;

import io.onelift.json.ProgressJson;

/**
 * How far the loading of sample data is.
 *
 * @param done 0 to 1
 * @param step what is loaded now, in English; empty when nothing is
 */
public record Progress(boolean loading, double done, String step) {
  public static final Progress NONE = new Progress(false, 1, "");

  ProgressJson json() {
    return new ProgressJson(loading, done, step);
  }
}
