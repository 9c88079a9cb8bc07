package io.onelift.kafka;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the consumer is doing.
 *
 * @param assigned the partitions it reads, as {@code topic-partition}
 * @param lag records that lie in them and were not read yet, as far as it is known
 * @param received records since it was started
 * @param accepted new events of them; {@code duplicates} and {@code rejected} as in a receipt
 * @param error why it does not go on, in words; empty when it does
 */
public record KafkaStatus(
    State state,
    List<String> assigned,
    OptionalLong lag,
    long received,
    long accepted,
    long duplicates,
    long rejected,
    Optional<String> error) {
  /** What it is at. */
  public enum State {
    /** Nothing is set. */
    OFF,
    /** It looks for the servers and waits for partitions. */
    CONNECTING,
    /** It reads. */
    RUNNING,
    /** The way in takes nothing at the moment; it tries again, and no record is lost. */
    WAITING,
    /** It failed and begins anew soon. */
    FAILED
  }

  static final KafkaStatus OFF = begun(State.OFF);

  static KafkaStatus begun(State state) {
    return new KafkaStatus(state, List.of(), OptionalLong.empty(), 0, 0, 0, 0, Optional.empty());
  }

  KafkaStatus at(State next, Optional<String> reason) {
    return new KafkaStatus(next, assigned, lag, received, accepted, duplicates, rejected, reason);
  }

  KafkaStatus reading(List<String> partitions, OptionalLong behind) {
    State next =
        partitions.isEmpty() ? State.CONNECTING : state == State.WAITING ? state : State.RUNNING;
    return new KafkaStatus(
        next, partitions, behind, received, accepted, duplicates, rejected, error);
  }
}
