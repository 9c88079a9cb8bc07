package io.onelift.model;

import org.roaringbitmap.RoaringBitmap;

/**
 * A feature and who it holds for.
 *
 * @param holds out of the population; must not be changed
 */
record Candidate(Feature feature, RoaringBitmap holds) {}
