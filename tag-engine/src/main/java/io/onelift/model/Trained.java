package io.onelift.model;

/** What a training gives. */
public record Trained(Fit fit, Report report) {}
