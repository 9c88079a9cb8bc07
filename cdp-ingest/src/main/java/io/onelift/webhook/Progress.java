package io.onelift.webhook;

/**
 * How far the receiver was told, kept across restarts.
 *
 * @param told the newest batch that the receiver took
 * @param until the newest batch of the delivery that is under way, so that it is the same at every
 *     try; as large as {@code told} when none is
 */
record Progress(long told, long until) {
  boolean isUnderWay() {
    return until > told;
  }
}
