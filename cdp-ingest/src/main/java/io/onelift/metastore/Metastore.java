package io.onelift.metastore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * The control-plane database: definitions, users, keys, jobs, audit. Safe for use by many threads.
 * Every module brings its tables as {@code metastore/V<number>__<name>.sql} on the class path, in
 * SQL that SQLite and PostgreSQL share.
 */
public final class Metastore implements AutoCloseable {
  private final HikariDataSource source;
  private final DSLContext sql;

  private Metastore(HikariDataSource source, DSLContext sql) {
    this.source = source;
    this.sql = sql;
  }

  /** Opens the database and brings its tables up to date. */
  public static Metastore open(MetastoreConfig config) {
    HikariDataSource source = new HikariDataSource(pool(config));
    try {
      Flyway.configure(Metastore.class.getClassLoader())
          .dataSource(source)
          .locations("classpath:metastore")
          .validateMigrationNaming(true)
          // Modules own ranges of numbers, so a lower number may arrive later.
          .outOfOrder(true)
          .load()
          .migrate();
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
    SQLDialect dialect = config.isSqlite() ? SQLDialect.SQLITE : SQLDialect.POSTGRES;
    return new Metastore(
        source, DSL.using(source, dialect, new Settings().withRenderFormatted(false)));
  }

  private static HikariConfig pool(MetastoreConfig config) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("metastore");
    pool.setJdbcUrl(config.url());
    pool.setDataSourceProperties(config.properties());
    if (!config.isSqlite()) {
      pool.setUsername(config.user());
      pool.setPassword(config.password());
    }
    pool.setMaximumPoolSize(8);
    pool.setMinimumIdle(1);
    return pool;
  }

  /** Statements outside a transaction. */
  public DSLContext sql() {
    return sql;
  }

  /** All or nothing. */
  public <T> T transaction(Function<DSLContext, T> work) {
    return sql.transactionResult(configuration -> work.apply(configuration.dsl()));
  }

  /** The definitions of one kind, as JSON that the codec reads and writes. */
  public <T> Definitions<T> definitions(String kind, JsonCodec<T> codec) {
    return new Definitions<>(this, kind, codec);
  }

  /** The definitions of one kind whose JSON is the record's own fields. */
  public <T> Definitions<T> definitions(String kind, Class<T> type) {
    return definitions(kind, JsonCodec.of(type));
  }

  /** A value kept under a name. */
  public Optional<String> setting(String name) {
    return sql.select(DSL.field("content", String.class))
        .from("settings")
        .where(DSL.field("name", String.class).eq(name))
        .fetchOptional(DSL.field("content", String.class));
  }

  /** Keeps a value under a name, in place of an earlier one. */
  public void setting(String name, String content) {
    transaction(
        tx -> {
          tx.deleteFrom(DSL.table("settings"))
              .where(DSL.field("name", String.class).eq(name))
              .execute();
          return tx.insertInto(DSL.table("settings"), DSL.field("name"), DSL.field("content"))
              .values(name, content)
              .execute();
        });
  }

  @Override
  public void close() {
    source.close();
  }
}
