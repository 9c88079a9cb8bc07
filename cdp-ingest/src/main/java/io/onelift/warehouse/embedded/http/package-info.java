/**
 * ClickHouse's HTTP protocol on loopback, as the child process speaks it. Receives requests from
 * any ClickHouse client, gives them to {@code warehouse.embedded.engine} and streams the results
 * back.
 */
package io.onelift.warehouse.embedded.http;
