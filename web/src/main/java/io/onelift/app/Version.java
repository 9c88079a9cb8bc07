package io.onelift.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The product's version, from the jar it runs from. */
final class Version implements IVersionProvider {
  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"OneLift " + current()};
  }
}
