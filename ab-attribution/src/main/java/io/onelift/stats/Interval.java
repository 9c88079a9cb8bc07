package io.onelift.stats;

/** From {@code low} to {@code high}, both inside. */
public record Interval(double low, double high) {}
