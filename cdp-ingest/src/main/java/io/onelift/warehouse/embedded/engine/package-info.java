/**
 * ClickHouse's engine library in this process, bound by the foreign-function API. Receives
 * statements from {@code warehouse.embedded.http}, gives results in pieces. Only the child process
 * loads it.
 */
package io.onelift.warehouse.embedded.engine;
