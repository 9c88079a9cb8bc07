package io.onelift.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import io.onelift.audience.Vocabulary;
import io.onelift.event.InvalidInput;
import io.onelift.event.NotFound;
import io.onelift.event.Problem;
import io.onelift.execute.QueryEngine;
import io.onelift.execute.QueryResult;
import io.onelift.ir.Relation;
import io.onelift.resolve.Access;
import io.onelift.semantic.SemanticCatalog;
import io.onelift.tag.JsonFields;
import io.onelift.tag.NearestName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** All analysis models, asked in JSON. Safe for use by many threads. */
public final class Analyses {
  private final QueryEngine engine;
  private final SemanticCatalog catalog;
  private final Vocabulary names;
  private final Clock clock;
  private final Map<String, AnalysisModel<?>> models = new LinkedHashMap<>();

  /**
   * Wires them.
   *
   * @param clock in the project's time zone
   */
  public Analyses(QueryEngine engine, SemanticCatalog catalog, Vocabulary names, Clock clock) {
    this(engine, catalog, names, clock, List.of());
  }

  /**
   * Wires them with the models of other modules, such as the attribution of conversions; what no
   * module gives is not offered.
   *
   * @param clock in the project's time zone
   * @param others their keys are none of those here
   */
  public Analyses(
      QueryEngine engine,
      SemanticCatalog catalog,
      Vocabulary names,
      Clock clock,
      List<AnalysisModel<?>> others) {
    this.engine = engine;
    this.catalog = catalog;
    this.names = names;
    this.clock = clock;
    add(new Segmentation(catalog::current));
    add(new Funnel(catalog::current));
    add(new Retention(catalog::current));
    add(new Distribution(catalog::current));
    add(new Interval(catalog::current));
    add(new Path(catalog::current));
    add(new Session(catalog::current));
    add(new Property(catalog::current));
    add(new Ltv(catalog::current));
    add(new Stickiness(catalog::current));
    add(new Rfm(catalog::current));
    others.forEach(this::add);
  }

  private void add(AnalysisModel<?> model) {
    if (models.putIfAbsent(model.key(), model) != null) {
      throw new IllegalArgumentException("There are two analyses '" + model.key() + "'");
    }
  }

  public Set<String> models() {
    return Set.copyOf(models.keySet());
  }

  /**
   * The question that a request asks.
   *
   * @param pointer where the request stands in what was sent
   * @throws NotFound when there is no such model
   * @throws InvalidInput with everything that is wrong with the request
   */
  public Asked<?> read(String model, JsonNode request, String pointer) {
    AnalysisModel<?> found = models.get(model);
    if (found == null) {
      throw new NotFound("analysis", model, NearestName.hint(model, models.keySet()));
    }
    return asked(found, request, pointer);
  }

  private <P> Asked<P> asked(AnalysisModel<P> model, JsonNode request, String pointer) {
    List<Problem> problems = new ArrayList<>();
    Optional<AnalysisRequest<P>> read =
        JsonFields.of(request, pointer, problems)
            .flatMap(
                fields -> {
                  RequestReader shared = new RequestReader(fields, catalog.current(), names);
                  Common common =
                      new CommonReader(shared, LocalDate.now(clock), clock.getZone()).read();
                  Optional<P> own = model.read(shared.with(common));
                  fields.refuseOthers();
                  return own.map(part -> new AnalysisRequest<>(common, part));
                });
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return new Asked<>(model, read.orElseThrow());
  }

  /** A model and what it is asked. */
  public final class Asked<P> {
    private final AnalysisModel<P> model;
    private final AnalysisRequest<P> request;

    private Asked(AnalysisModel<P> model, AnalysisRequest<P> request) {
      this.model = model;
      this.request = request;
    }

    /** With the state of the data it decides the answer. */
    public AnalysisRequest<P> request() {
      return request;
    }

    /** The answer, under the rights of whoever asks. */
    public AnalysisResult answer(Access access) {
      Instant asOf = clock.instant();
      List<QueryResult> results = new ArrayList<>();
      Answer answer =
          model.answer(
              request,
              query -> {
                QueryResult result = engine.run(query, access);
                results.add(result);
                return result;
              });
      return new AnalysisResult(
          model.key(),
          cut(answer),
          request.common().range(),
          results.stream().map(QueryResult::asOf).min(Instant::compareTo).orElse(asOf),
          results.stream().map(QueryResult::elapsed).reduce(Duration.ZERO, Duration::plus),
          results.stream().map(QueryResult::executedSql).toList(),
          !results.isEmpty() && results.stream().allMatch(QueryResult::fromCache));
    }

    private Answer cut(Answer answer) {
      int limit = request.common().limit();
      return answer.rows().size() <= limit
          ? answer
          : new Answer(
              answer.columns(),
              answer.rows().subList(0, limit),
              true,
              answer.notes(),
              answer.more());
    }

    /** Whom a cell of the answer counts; the caller's own bitmap. */
    public RoaringBitmap members(Cell cell, Access access) {
      if (!request.common().subject().isProfile()) {
        throw new InvalidInput("/request/subject", "only customers can be listed");
      }
      return engine.profiles(model.members(request, cell), Relation.SUBJECT, access);
    }
  }
}
