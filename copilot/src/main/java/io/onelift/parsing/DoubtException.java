package io.onelift.parsing;

/** Ends reading where it cannot go on; never leaves the package. */
final class DoubtException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Doubt doubt;

  DoubtException(Doubt doubt) {
    super(doubt.toString(), null, false, false);
    this.doubt = doubt;
  }

  Doubt doubt() {
    return doubt;
  }
}
