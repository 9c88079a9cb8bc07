package io.onelift.metastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onelift.metastore.Definitions.Stored;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsTest {
  record Greeting(String words) {}

  @TempDir Path folder;
  private Metastore metastore;
  private Definitions<Greeting> greetings;

  @BeforeEach
  void open() {
    metastore = Metastore.open(MetastoreConfig.sqlite(folder.resolve("metastore.db")));
    greetings = metastore.definitions("greeting", Greeting.class);
  }

  @AfterEach
  void close() {
    metastore.close();
  }

  @Test
  void keepsEveryVersionAndServesTheNewest() {
    greetings.save("hello", new Greeting("hello"), "ann");
    greetings.save("hello", new Greeting("你好"), "bo");

    assertThat(greetings.find("hello").orElseThrow().value()).isEqualTo(new Greeting("你好"));
    assertThat(greetings.history("hello")).extracting(Stored::version).containsExactly(2, 1);
    assertThat(greetings.history("hello"))
        .extracting(Stored::updatedBy)
        .containsExactly("bo", "ann");
  }

  @Test
  void aDeletedDefinitionIsGoneButItsHistoryStays() {
    greetings.save("hello", new Greeting("hello"), "ann");

    assertThat(greetings.delete("hello", "ann")).isTrue();
    assertThat(greetings.delete("hello", "ann")).isFalse();

    assertThat(greetings.find("hello")).isEmpty();
    assertThat(greetings.list()).isEmpty();
    assertThat(greetings.history("hello")).hasSize(1);
    assertThat(greetings.save("hello", new Greeting("again"), "ann").version()).isEqualTo(3);
  }

  @Test
  void createRefusesAKeyInUse() {
    assertThat(greetings.create("hello", new Greeting("hello"), "ann")).isPresent();
    assertThat(greetings.create("hello", new Greeting("other"), "ann")).isEmpty();
  }

  @Test
  void kindsDoNotSeeEachOther() {
    greetings.save("hello", new Greeting("hello"), "ann");

    assertThat(metastore.definitions("farewell", Greeting.class).list()).isEmpty();
  }

  @Test
  void concurrentSavesLoseNoVersion() {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 40; i++) {
        String words = "hello " + i;
        threads.execute(() -> greetings.save("hello", new Greeting(words), "ann"));
      }
    }

    assertThat(greetings.history("hello")).hasSize(40);
  }

  @Test
  void survivesAReopening() {
    greetings.save("hello", new Greeting("hello"), "ann");
    metastore.setting("zone", "Asia/Shanghai");
    metastore.close();

    metastore = Metastore.open(MetastoreConfig.sqlite(folder.resolve("metastore.db")));

    assertThat(metastore.definitions("greeting", Greeting.class).find("hello")).isPresent();
    assertThat(metastore.setting("zone")).contains("Asia/Shanghai");
  }

  @Test
  void refusesAnotherKindOfDatabaseByName() {
    assertThatThrownBy(() -> new MetastoreConfig("jdbc:mysql://host/db?password=x", "", ""))
        .hasMessageContaining("jdbc:mysql://host/db")
        .hasMessageNotContaining("password");
  }
}
