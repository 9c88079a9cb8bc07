/**
 * Running. Receives SQL from {@code print}, gives results within limits on rows, time and memory,
 * and stops when the caller leaves.
 */
package io.onelift.execute;
