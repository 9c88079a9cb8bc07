/**
 * Wire records. Receives domain values from {@code http}, gives the shapes that the contract
 * promises.
 */
package io.onelift.json;
