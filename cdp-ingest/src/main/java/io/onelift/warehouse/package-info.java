/**
 * The one client of ClickHouse. Receives statements with bound parameters and rows from every other
 * package, gives rows back and reports faults as {@link io.onelift.warehouse.WarehouseException}.
 */
package io.onelift.warehouse;
