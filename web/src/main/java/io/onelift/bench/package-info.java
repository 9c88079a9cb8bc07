/**
 * Measures the product as its senders see it. Receives how much and how long from {@code app},
 * gives figures: throughput beside the engine's own, times of acknowledgement, memory.
 */
package io.onelift.bench;
