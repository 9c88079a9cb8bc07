/**
 * Watching metrics. Receives alerts from {@code http} and keeps them in the {@code metastore}, asks
 * {@code figure} for the last complete hour or day, compares it with a threshold or with what is
 * usual then, gives firings to whoever lists them, and to a receiver by {@code webhook}.
 */
package io.onelift.alert;
