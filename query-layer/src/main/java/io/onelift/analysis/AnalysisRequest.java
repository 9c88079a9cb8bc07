package io.onelift.analysis;

/**
 * One question, complete: together with the state of the data it says everything about the answer.
 *
 * @param own of the model
 */
public record AnalysisRequest<P>(Common common, P own) {}
