package io.onelift.kafka;

import io.onelift.collect.Decoded;
import io.onelift.collect.Receipt;
import java.util.concurrent.CompletableFuture;

/** Takes what was decoded; the receipt says that it is durable. The collector is one. */
@FunctionalInterface
public interface Sink {
  CompletableFuture<Receipt> collect(Decoded records);
}
