package io.onelift.app;

import io.onelift.metastore.MetastoreConfig;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a project is made of.
 *
 * @param data its files; everything of an embedded engine and an SQLite metastore is in there
 * @param warehouse a ClickHouse server; empty runs the embedded engine
 * @param zone whose midnights are day boundaries; empty takes the one the project began with, else
 *     this machine's
 * @param currency ISO 4217 code
 */
record ProjectConfig(
    Path data,
    Optional<WarehouseAddress> warehouse,
    MetastoreConfig metastore,
    Optional<ZoneId> zone,
    String name,
    String currency) {}
