/**
 * The figures a strategist starts the day with. Receives a period from {@code http}, asks {@code
 * execute}, {@code figure} and {@code analysis}, gives the health of the customer base, what
 * placements bring, and the basic funnel, each with what it means.
 */
package io.onelift.cockpit;
