package io.onelift.experiment;

import java.time.Instant;

/**
 * The variant a profile has in an experiment.
 *
 * @param at when it was assigned first
 */
public record Assignment(String experiment, String variant, Instant at) {}
