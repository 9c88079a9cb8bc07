package io.onelift.warehouse;

import io.onelift.warehouse.embedded.EmbeddedEngine;
import io.onelift.warehouse.embedded.EngineConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Warehouse} on the real engine: one engine for the JVM, a fresh database for
 * each top-level test class, in the time zone Asia/Shanghai. Also gives the {@link EmbeddedEngine}
 * itself and the {@link WarehouseConfig}. A test that needs a second database asks {@link
 * #freshConfig}.
 */
public final class WarehouseExtension implements ParameterResolver {
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final Namespace NAMESPACE = Namespace.create(WarehouseExtension.class);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** Closed by JUnit when the last test of the JVM has run. */
  private record RunningEngine(EmbeddedEngine engine, Path directory) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      engine.close();
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> file.delete());
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Warehouse.class || type == WarehouseConfig.class || type == EmbeddedEngine.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == EmbeddedEngine.class) {
      return engine(context);
    }
    Warehouse warehouse = warehouse(context);
    return type == Warehouse.class ? warehouse : warehouse.config();
  }

  /** For a database that no other test has. */
  public static WarehouseConfig freshConfig(EmbeddedEngine engine) {
    return engine.warehouse("test_" + DATABASES.incrementAndGet(), ZONE, Duration.ofSeconds(60));
  }

  private static EmbeddedEngine engine(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent("engine", _ -> startEngine(), RunningEngine.class)
        .engine();
  }

  private static Warehouse warehouse(ExtensionContext context) {
    ExtensionContext outermost = context;
    while (outermost.getParent().flatMap(ExtensionContext::getTestClass).isPresent()) {
      outermost = outermost.getParent().get();
    }
    EmbeddedEngine engine = engine(context);
    return outermost
        .getStore(NAMESPACE)
        .computeIfAbsent("warehouse", _ -> Warehouse.connect(freshConfig(engine)), Warehouse.class);
  }

  private static RunningEngine startEngine() {
    try {
      Path directory = Files.createTempDirectory("onelift-engine-");
      return new RunningEngine(EmbeddedEngine.start(EngineConfig.in(directory)), directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
