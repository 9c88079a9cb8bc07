/**
 * What can be shown. Receives offers from {@code http}, gives them to {@code placement} and {@code
 * decision}.
 */
package io.onelift.offer;
