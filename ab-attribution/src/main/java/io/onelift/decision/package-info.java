/**
 * The choice. Receives a placement and the identifiers of a person from {@code http}, gives ranked
 * offers with propensity through the {@link io.onelift.decision.Ranker} port, logs every decision,
 * and gives {@code exposure} and {@code conversion} the offer that an event belongs to.
 */
package io.onelift.decision;
