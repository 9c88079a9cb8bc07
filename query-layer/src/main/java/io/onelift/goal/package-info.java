/**
 * What figures should come to, and how they hang together. Receives goals and metric trees from
 * {@code http}, keeps them in the {@code metastore}, asks {@code figure} for the figures, and gives
 * progress, pace, and what each child adds to its parent.
 */
package io.onelift.goal;
