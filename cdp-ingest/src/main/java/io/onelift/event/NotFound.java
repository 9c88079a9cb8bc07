package io.onelift.event;

/** Something asked for by key does not exist. Answered with 404. */
public final class NotFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param kind for example {@code audience}
   * @param hint what to do, for example the nearest key; may be empty
   */
  public NotFound(String kind, String key, String hint) {
    super("There is no " + kind + " '" + key + "'." + (hint.isEmpty() ? "" : " " + hint));
  }
}
