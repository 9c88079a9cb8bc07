/**
 * The copilot's door. Receives a question from {@code http} or the command line, hands it through
 * linking, parsing, correction and answer, gives the reply, and remembers what was asked before.
 */
package io.onelift.conversation;
