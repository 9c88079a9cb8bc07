/**
 * The control-plane database. Receives versioned definitions and small records from every module,
 * gives them back; SQLite in the data directory or PostgreSQL by address.
 */
package io.onelift.metastore;
