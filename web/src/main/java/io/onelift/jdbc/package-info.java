/**
 * SQL for programs that speak JDBC. Receives the requests of Avatica's thin client from {@code
 * http} and gives their answers; statements go to the query layer as any SQL does.
 */
package io.onelift.jdbc;
