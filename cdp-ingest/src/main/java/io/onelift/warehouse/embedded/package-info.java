/**
 * The real ClickHouse engine in a child process. Receives a data directory from {@code app}, gives
 * {@code warehouse} an address on loopback that speaks ClickHouse's HTTP protocol.
 */
package io.onelift.warehouse.embedded;
