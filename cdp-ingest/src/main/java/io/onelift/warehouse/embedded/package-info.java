/**
 * The real ClickHouse engine in a child process. Receives a data directory from {@code app}, gives
 * {@code warehouse} an address on loopback that speaks ClickHouse's HTTP protocol, and keeps the
 * child alive. {@code http} and {@code engine} below it are what the child runs.
 */
package io.onelift.warehouse.embedded;
