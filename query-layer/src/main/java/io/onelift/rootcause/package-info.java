/**
 * Why a metric moved. Receives a metric and two periods from {@code http}, asks {@code execute} for
 * its figures by every dimension, gives the factors of its formula and the values of dimensions,
 * ranked by what they add to the change, with a test whether that can be chance.
 */
package io.onelift.rootcause;
