package io.onelift.kafka;

import io.onelift.collect.Decoded;
import io.onelift.collect.Overloaded;
import io.onelift.collect.Receipt;
import io.onelift.warehouse.WarehouseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records, hands them on, and commits their offsets when the receipt is there. While nothing
 * is taken the partitions are paused and the consumer stays in its group. What was read and not
 * committed is read again by whoever has the partition next, and counts once. Runs on one thread;
 * {@link #stop} and {@link #status} are for others.
 */
final class ConsumerLoop implements Runnable, ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration BEGIN_ANEW = Duration.ofSeconds(5);

  /** A group gives its partitions out within a few seconds. */
  private static final Duration SLOW = Duration.ofSeconds(15);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final List<String> topics;
  private final RecordDecoder decoder;
  private final Sink sink;
  private volatile KafkaStatus status = KafkaStatus.begun(KafkaStatus.State.CONNECTING);
  private volatile boolean stopped;
  private volatile Optional<Consumer<byte[], byte[]>> running = Optional.empty();
  private boolean holding;
  private long nothingSince;

  ConsumerLoop(
      Supplier<Consumer<byte[], byte[]>> consumers,
      List<String> topics,
      RecordDecoder decoder,
      Sink sink) {
    this.consumers = consumers;
    this.topics = topics;
    this.decoder = decoder;
    this.sink = sink;
  }

  KafkaStatus status() {
    return status;
  }

  /** Ends it soon; what is being written is read again by the next one. */
  void stop() {
    stopped = true;
    running.ifPresent(Consumer::wakeup);
  }

  @Override
  public void run() {
    while (!stopped) {
      try (Consumer<byte[], byte[]> consumer = consumers.get()) {
        running = Optional.of(consumer);
        holding = false;
        nothingSince = System.nanoTime();
        consumer.subscribe(topics, this);
        while (!stopped) {
          ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
          observe(consumer);
          if (!records.isEmpty()) {
            take(consumer, records);
          }
        }
      } catch (WakeupException e) {
        LOG.debug("The Kafka consumer ends");
      } catch (InterruptedException e) {
        stopped = true;
      } catch (RuntimeException e) {
        LOG.warn("The Kafka consumer begins anew: {}", words(e));
        status = status.at(KafkaStatus.State.FAILED, Optional.of(words(e)));
        pause(BEGIN_ANEW);
      } finally {
        running = Optional.empty();
      }
    }
  }

  private void pause(Duration time) {
    try {
      for (long slept = 0; slept < time.toMillis() && !stopped; slept += 100) {
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      stopped = true;
    }
  }

  private static String words(Throwable e) {
    Throwable cause = e instanceof KafkaException && e.getCause() != null ? e.getCause() : e;
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private void observe(Consumer<byte[], byte[]> consumer) {
    List<String> assigned = new ArrayList<>();
    long behind = 0;
    boolean known = true;
    for (TopicPartition partition : consumer.assignment()) {
      assigned.add(partition.toString());
      OptionalLong lag = consumer.currentLag(partition);
      known &= lag.isPresent();
      behind += lag.orElse(0);
    }
    assigned.sort(null);
    known &= !assigned.isEmpty();
    status = status.reading(assigned, known ? OptionalLong.of(behind) : OptionalLong.empty());
    if (!assigned.isEmpty()) {
      nothingSince = System.nanoTime();
      if (status.state() == KafkaStatus.State.RUNNING) {
        status = status.at(KafkaStatus.State.RUNNING, Optional.empty());
      }
    } else if (System.nanoTime() - nothingSince > SLOW.toNanos()) {
      // Kafka's client goes on looking without a word.
      status =
          status.at(
              KafkaStatus.State.CONNECTING,
              Optional.of(
                  "No partition was given to this consumer yet. Check that a server answers at the"
                      + " address, that the topics are there and that this user may read them"));
    }
  }

  private void take(Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records)
      throws InterruptedException {
    List<Decoded> decoded = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      decoded.add(decoder.decode(record));
      offsets.put(
          new TopicPartition(record.topic(), record.partition()),
          new OffsetAndMetadata(record.offset() + 1));
    }
    Receipt receipt;
    try {
      receipt = deliver(consumer, together(decoded));
    } catch (Unwritable e) {
      receipt = deliverOneByOne(consumer, records);
    }
    count(records.count(), receipt);
    commit(consumer, offsets);
  }

  private static Decoded together(List<Decoded> records) {
    return new Decoded(
        records.stream().flatMap(record -> record.events().stream()).toList(),
        records.stream().flatMap(record -> record.items().stream()).toList(),
        records.stream().flatMap(record -> record.rejections().stream()).toList(),
        Optional.empty());
  }

  /** One record that cannot be written must not keep the others back. */
  private Receipt deliverOneByOne(
      Consumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records)
      throws InterruptedException {
    Receipt sum = new Receipt(0, 0, 0);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Receipt one;
      try {
        one = deliver(consumer, decoder.decode(record));
      } catch (Unwritable e) {
        LOG.warn(
            "Record {} {} {} cannot be written",
            record.topic(),
            record.partition(),
            record.offset(),
            e);
        String reason = "It could not be written; the log has the reason";
        one = deliver(consumer, decoder.reject(record, reason));
      }
      sum =
          new Receipt(
              sum.accepted() + one.accepted(),
              sum.duplicates() + one.duplicates(),
              sum.rejected() + one.rejected());
    }
    return sum;
  }

  /** What the warehouse refuses for what it says, not for the state that it is in. */
  private static final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unwritable(Throwable cause) {
      super(cause);
    }
  }

  /** Hands on until there is a receipt. */
  private Receipt deliver(Consumer<byte[], byte[]> consumer, Decoded records)
      throws InterruptedException {
    while (true) {
      CompletableFuture<Receipt> receipt = sink.collect(records);
      try {
        Receipt written = await(consumer, receipt);
        release(consumer);
        return written;
      } catch (ExecutionException e) {
        boolean later =
            e.getCause() instanceof Overloaded
                || (e.getCause() instanceof WarehouseException failure && failure.isRetriable());
        if (!later) {
          throw new Unwritable(e.getCause());
        }
        status =
            status.at(KafkaStatus.State.WAITING, Optional.ofNullable(e.getCause().getMessage()));
        hold(consumer, RETRY);
      }
    }
  }

  private Receipt await(Consumer<byte[], byte[]> consumer, CompletableFuture<Receipt> receipt)
      throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return receipt.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        hold(consumer, Duration.ZERO);
      }
    }
  }

  /** Asks for nothing, so that the group knows that somebody is there. */
  private void hold(Consumer<byte[], byte[]> consumer, Duration time) {
    holding = true;
    consumer.pause(consumer.assignment());
    ConsumerRecords<byte[], byte[]> none = consumer.poll(time);
    for (TopicPartition partition : none.partitions()) {
      // Of a partition that came in this very moment: read again later.
      consumer.seek(partition, none.records(partition).getFirst().offset());
    }
  }

  private void release(Consumer<byte[], byte[]> consumer) {
    if (holding) {
      holding = false;
      consumer.resume(consumer.paused());
      status = status.at(KafkaStatus.State.RUNNING, Optional.empty());
    }
  }

  private void count(int records, Receipt receipt) {
    KafkaStatus s = status;
    status =
        new KafkaStatus(
            s.state(),
            s.assigned(),
            s.lag(),
            s.received() + records,
            s.accepted() + receipt.accepted(),
            s.duplicates() + receipt.duplicates(),
            s.rejected() + receipt.rejected(),
            s.error());
  }

  private static void commit(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.keySet().retainAll(consumer.assignment());
    if (offsets.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsets);
    } catch (CommitFailedException | RebalanceInProgressException e) {
      LOG.info(
          "The partitions have moved before their offsets were committed; they are read again");
    } catch (RetriableException e) {
      LOG.warn("Offsets could not be committed; the next commit covers them: {}", e.getMessage());
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    // Every receipt was committed when it came: nothing is left to say.
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (holding) {
      running.ifPresent(consumer -> consumer.pause(partitions));
    }
  }
}
