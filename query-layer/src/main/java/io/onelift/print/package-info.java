/**
 * Syntax. Receives a relational tree from {@code rewrite}, gives ClickHouse's SQL and decides
 * nothing.
 */
package io.onelift.print;
