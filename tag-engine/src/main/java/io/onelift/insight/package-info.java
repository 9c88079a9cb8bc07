/**
 * What an audience is like. Receives the members of audiences as bitmaps, gives overlaps, portraits
 * against a reference group and the tags that tell an audience apart.
 */
package io.onelift.insight;
