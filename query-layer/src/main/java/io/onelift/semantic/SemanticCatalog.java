package io.onelift.semantic;

import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.metastore.Definitions;
import io.onelift.metastore.Metastore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The project's semantic model: its YAML, every version kept in the metastore, over the product's
 * own, together with what has been learned. Safe for use by many threads.
 */
public final class SemanticCatalog {
  private static final String KEY = "model";

  private final Definitions<ModelText> texts;
  private final Supplier<Learned> learned;
  private final ModelDocument builtIn;
  private final AtomicReference<Declared> declared = new AtomicReference<>();
  private final AtomicReference<Current> current = new AtomicReference<>();

  private record Declared(ModelDocument document, int version) {}

  private record Current(Declared declared, Learned learned, SemanticModel model) {}

  /**
   * What the metastore keeps: the text as it was written, comments and all.
   *
   * @param comment why it was saved
   */
  record ModelText(String yaml, String comment) {
    ModelText {
      // Versions that were kept before there were comments have none.
      comment = comment == null ? "" : comment;
    }
  }

  /**
   * @param learned asked on every use, so it has to be quick
   */
  public SemanticCatalog(Metastore metastore, Supplier<Learned> learned) {
    this.texts = metastore.definitions("semantic_model", ModelText.class);
    this.learned = learned;
    this.builtIn = builtIn();
    load();
  }

  /** The model as of now. */
  public SemanticModel current() {
    Declared now = declared.get();
    Learned seen = learned.get();
    Current last = current.get();
    if (last != null && last.declared().equals(now) && last.learned().equals(seen)) {
      return last.model();
    }
    SemanticModel model = SemanticModel.of(now.document(), seen, now.version());
    current.set(new Current(now, seen, model));
    return model;
  }

  /** The project's own YAML; empty when it never declared anything. */
  public Optional<String> yaml() {
    return texts.find(KEY).map(stored -> stored.value().yaml());
  }

  /**
   * Everything wrong with a document, with where and what to do; empty when it can be saved. A name
   * that nobody sent yet is no problem, because a model may come before its data, unless it is so
   * near to a known one that it must be a slip.
   */
  public List<Problem> problems(String yaml) {
    try {
      check(yaml);
      return List.of();
    } catch (InvalidInput e) {
      return e.problems();
    }
  }

  /** The same with lines and columns. */
  public List<PlacedProblem> placedProblems(String yaml) {
    return placed(yaml, problems(yaml));
  }

  private static List<PlacedProblem> placed(String yaml, List<Problem> problems) {
    if (problems.isEmpty()) {
      return List.of();
    }
    ModelPlaces places = new ModelPlaces(yaml);
    return problems.stream().map(places::place).toList();
  }

  /** Saves without a comment. */
  public int save(String yaml, String by) {
    return save(yaml, "", by);
  }

  /**
   * Puts a document in force in place of the one before.
   *
   * @param comment why, for the history
   * @param by who saves, for the history
   * @return the version
   * @throws InvalidInput with every problem and its line
   */
  public int save(String yaml, String comment, String by) {
    ModelDocument document;
    try {
      document = check(yaml);
    } catch (InvalidInput e) {
      throw new InvalidInput(
          placed(yaml, e.problems()).stream()
              .map(
                  problem ->
                      new Problem(
                          problem.pointer(),
                          "Line "
                              + problem.line()
                              + ", column "
                              + problem.column()
                              + ": "
                              + problem.message()))
              .toList());
    }
    int version = texts.save(KEY, new ModelText(yaml, comment), by).version();
    declared.set(new Declared(document, version));
    return version;
  }

  /** Every version of the project's document, newest first. */
  public List<ModelVersion> versions() {
    return texts.history(KEY).stream()
        .map(
            stored ->
                new ModelVersion(
                    stored.version(),
                    stored.updatedAt(),
                    stored.updatedBy(),
                    stored.value().comment()))
        .toList();
  }

  /** The text of a version; version 0 is the empty text before the first. */
  public Optional<String> yaml(int version) {
    return version == 0
        ? Optional.of("")
        : texts.history(KEY).stream()
            .filter(stored -> stored.version() == version)
            .map(stored -> stored.value().yaml())
            .findFirst();
  }

  /** Reads the document in force again, after another process may have saved. */
  public void load() {
    declared.set(
        texts
            .find(KEY)
            .map(
                stored ->
                    new Declared(
                        builtIn.overlaidBy(ModelYaml.read(stored.value().yaml())),
                        stored.version()))
            .orElseGet(() -> new Declared(builtIn, 0)));
  }

  private ModelDocument check(String yaml) {
    ModelDocument own = ModelYaml.read(yaml);
    ModelDocument whole = builtIn.overlaidBy(own);
    List<Problem> problems = new ModelCheck(own, whole, learned.get()).problems();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return whole;
  }

  private static ModelDocument builtIn() {
    try (InputStream base = SemanticCatalog.class.getResourceAsStream("/semantic/base.yaml")) {
      return ModelYaml.read(new String(base.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The built-in model cannot be read", e);
    }
  }
}
