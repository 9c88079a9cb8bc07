package io.onelift.analysis.elsewhere;

import static io.onelift.ir.Expression.column;

import io.onelift.analysis.AnalysisColumn;
import io.onelift.analysis.AnalysisColumn.Role;
import io.onelift.analysis.AnalysisModel;
import io.onelift.analysis.AnalysisRequest;
import io.onelift.analysis.Answer;
import io.onelift.analysis.Cell;
import io.onelift.analysis.Common;
import io.onelift.analysis.EventCondition;
import io.onelift.analysis.Keys;
import io.onelift.analysis.RequestReader;
import io.onelift.execute.QueryResult;
import io.onelift.ir.Aggregate;
import io.onelift.ir.Expression;
import io.onelift.ir.LogicalQuery;
import io.onelift.ir.Relation;
import io.onelift.ir.Relation.Measured;
import io.onelift.semantic.SemanticModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A model of another package, which gives all credit to those who converted at all. */
public final class LastTouch implements AnalysisModel<LastTouch.Question> {
  private final Supplier<SemanticModel> model;

  /** With what may be asked for. */
  public LastTouch(Supplier<SemanticModel> model) {
    this.model = model;
  }

  /** The model's own part. */
  public record Question(EventCondition conversion) {}

  @Override
  public String key() {
    return "attribution";
  }

  @Override
  public Optional<Question> read(RequestReader in) {
    return in.requiredEvent("conversion").map(Question::new);
  }

  @Override
  public Answer answer(AnalysisRequest<Question> request, Function<LogicalQuery, QueryResult> ask) {
    Keys keys = new Keys(request.common(), model.get(), false);
    QueryResult result =
        ask.apply(
            new LogicalQuery(
                new Relation.Grouped(
                    keys.described(conversions(request)),
                    keys.groups(column(Relation.TIME)),
                    List.of(Measured.of("conversions", new Aggregate.Count()))),
                0));
    List<AnalysisColumn> columns = new ArrayList<>(keys.columns());
    columns.add(AnalysisColumn.number("conversions", Role.MEASURE));
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> row : result.rows()) {
      List<Object> values = keys.read(row);
      values.add(row.getLast());
      rows.add(values);
    }
    return new Answer(columns, rows, result.truncated(), List.of(), Map.of());
  }

  private static Relation conversions(AnalysisRequest<Question> request) {
    Common common = request.common();
    List<Expression> tests =
        new ArrayList<>(EventCondition.oneOf(List.of(request.own().conversion())));
    tests.add(Expression.between(column(Relation.TIME), common.from(), common.to()));
    common.wanted().ifPresent(tests::add);
    return new Relation.Where(new Relation.Events(common.subject()), Expression.all(tests));
  }

  @Override
  public LogicalQuery members(AnalysisRequest<Question> request, Cell cell) {
    Keys keys = new Keys(request.common(), model.get(), false);
    return keys.members(conversions(request), List.of(), cell);
  }
}
