package io.onelift.model;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;

/**
 * How long training takes, and scoring everybody: {@code java -cp … io.onelift.model.ModelTimings
 * PROFILES TAGS}, 50,000 and 20 when left out.
 */
final class ModelTimings {
  private ModelTimings() {}

  public static void main(String[] arguments) {
    int profiles = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 50_000;
    int tags = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
    PrintStream out = System.out;
    PlantedPeople people = new PlantedPeople(profiles, tags - 3);
    Trainer trainer =
        new Trainer(new LogisticRegression(Path.of(System.getProperty("java.io.tmpdir"), "weka")));
    long start = System.nanoTime();
    Trained trained = trainer.train(people.material(1), (_, _) -> {});
    out.printf(
        "%,d profiles × %d tags: trained in %s, %d features, AUC %.4f%n",
        profiles,
        tags,
        since(start),
        trained.fit().features().size(),
        trained.report().auc().value());
    start = System.nanoTime();
    List<RoaringBitmap> columns = people.columns(trained.fit());
    Scores scores = Scores.of(trained.fit(), people.everybody, columns);
    out.printf("%,d scored in %s%n", scores.profiles().length, since(start));
    RoaringBitmap some = RoaringBitmap.bitmapOfRange(1, 1_001);
    start = System.nanoTime();
    Scores few = Scores.of(trained.fit(), some, columns);
    out.printf("%,d of them again in %s%n", few.profiles().length, since(start));
  }

  private static Duration since(long start) {
    return Duration.ofMillis((System.nanoTime() - start) / 1_000_000);
  }
}
