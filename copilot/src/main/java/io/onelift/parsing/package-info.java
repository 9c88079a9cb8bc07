/**
 * Elements become a query. Receives linked words from {@code linking}, gives a logical query or
 * says what it could not read.
 */
package io.onelift.parsing;
