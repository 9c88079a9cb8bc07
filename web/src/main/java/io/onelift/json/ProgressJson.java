package io.onelift.json;

/** How far the loading of sample data is, 0 to 1. */
public record ProgressJson(boolean loading, double progress, String step) {}
