/**
 * Events from Kafka, off until somebody sets it. Receives records of some topics and the wire
 * formats' decoders from {@code collect}, gives events and rejections to the collector, and commits
 * a record's offset only when its receipt is there: no record is lost, and one that comes twice
 * counts once by its message id.
 */
package io.onelift.kafka;
