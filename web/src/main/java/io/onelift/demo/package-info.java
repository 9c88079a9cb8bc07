/**
 * The sample bank. Receives a seed and a number of customers, gives events to {@code collect} and
 * definitions to every module, the same for the same seed and day.
 */
package io.onelift.demo;
