/**
 * What each role may see of the data, beyond what every role may. Receives policies from {@code
 * http}, keeps them in the metastore, and gives {@code resolve} and {@code rewrite} the one that
 * holds for who asks.
 */
package io.onelift.policy;
