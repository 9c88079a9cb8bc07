/**
 * The published SDKs, unmodified, as programs that send with them. Receives where to send to; gives
 * the tests events as real senders make them.
 */
package io.onelift.sdk;
