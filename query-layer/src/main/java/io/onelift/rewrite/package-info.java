/**
 * Decisions. Receives a relational tree from {@code resolve}, gives an equivalent one that runs
 * faster or shows less; one rule, one file, one test.
 */
package io.onelift.rewrite;
