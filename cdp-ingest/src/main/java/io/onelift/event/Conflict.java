package io.onelift.event;

/** What is asked contradicts what is there, for example a key that is taken. Answered with 409. */
public final class Conflict extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Conflict(String message) {
    super(message);
  }
}
