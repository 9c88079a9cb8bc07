/**
 * Who gets what. Receives decision tables and the audience engine's answers, gives the first row
 * that holds for a profile, its outcome, and the trace of why.
 */
package io.onelift.strategy;
