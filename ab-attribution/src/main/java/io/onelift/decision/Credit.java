package io.onelift.decision;

/** The offer, in its placement, that an exposure, a click or a conversion belongs to. */
public record Credit(String placement, String offer) {}
