/**
 * The choice. Receives a placement and a profile, gives ranked offers with propensity through the
 * {@link io.onelift.decision.Ranker} port, and logs every decision.
 */
package io.onelift.decision;
