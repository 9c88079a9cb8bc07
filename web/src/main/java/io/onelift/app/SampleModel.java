package io.onelift.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The sample bank's semantic model. */
final class SampleModel {
  private SampleModel() {}

  static String yaml() {
    try (InputStream in = SampleModel.class.getResourceAsStream("/demo/model.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The sample bank's semantic model cannot be read", e);
    }
  }
}
