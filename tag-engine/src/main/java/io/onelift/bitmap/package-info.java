/**
 * Sets of profiles in memory and at rest. Receives bitmaps and numbers per profile from {@code
 * compute}, gives set algebra and ranges to {@code audience}; their home is ClickHouse, the memory
 * is a cache.
 */
package io.onelift.bitmap;
