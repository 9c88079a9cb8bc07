package io.onelift.warehouse;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;

/**
 * Where the warehouse is, who asks, and the project's database in it.
 *
 * @param address {@code http://host:port} or {@code https://host:port} of ClickHouse's HTTP
 *     interface
 * @param database created when it is missing
 * @param zone the project's time zone; day boundaries are its midnights. Fixed when the database is
 *     created.
 * @param timeout of one statement
 */
public record WarehouseConfig(
    URI address, String user, String password, String database, ZoneId zone, Duration timeout) {

  @Override
  public String toString() {
    return "WarehouseConfig[" + address + ", database " + database + ", zone " + zone + "]";
  }
}
