package io.onelift.collect;

/**
 * What became of the events of one call. All of it is durable.
 *
 * @param accepted new events
 * @param duplicates events whose message id was taken before, within seven days
 * @param rejected events and properties that went into quarantine
 */
public record Receipt(int accepted, int duplicates, int rejected) {}
