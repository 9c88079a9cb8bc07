/**
 * The program. Receives the command line, wires every module with plain constructors, gives the
 * running product.
 */
package io.onelift.app;
