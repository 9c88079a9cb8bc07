package io.onelift.resolve;

import io.onelift.event.InvalidInput;
import io.onelift.semantic.SemanticModel;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.apache.calcite.tools.RelBuilder;

/** Gives a statement that people wrote its meaning. Only reading statements have one here. */
public final class SqlResolver {
  /** Names as they are written; words like {@code time} may name columns. */
  private static final SqlParser.Config PARSER =
      SqlParser.config()
          .withParserFactory(SqlBabelParserImpl.FACTORY)
          .withConformance(SqlConformanceEnum.LENIENT)
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withQuotedCasing(Casing.UNCHANGED)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withIdentifierMaxLength(256);

  private static final SqlValidator.Config VALIDATOR =
      SqlValidator.Config.DEFAULT
          .withConformance(SqlConformanceEnum.LENIENT)
          // As ClickHouse sorts.
          .withDefaultNullCollation(NullCollation.LAST)
          .withIdentifierExpansion(true);

  /**
   * Sub-queries stay what they are: ClickHouse runs IN and EXISTS better than joins made of them.
   */
  private static final SqlToRelConverter.Config CONVERTER =
      SqlToRelConverter.config()
          .withExpand(false)
          .withTrimUnusedFields(false)
          .withInSubQueryThreshold(Integer.MAX_VALUE);

  private static final Operators OPERATORS = new Operators();

  private final SemanticModel model;
  private final Set<String> audiences;
  private final ZoneId zone;
  private final Access access;

  /**
   * @param audiences the keys of audiences, which are tables and may stand in {@code IN_AUDIENCE}
   * @param access of who asks; what it hides is not there
   */
  public SqlResolver(SemanticModel model, Set<String> audiences, ZoneId zone, Access access) {
    this.model = model;
    this.audiences = Set.copyOf(audiences);
    this.zone = zone;
    this.access = access;
  }

  /**
   * @param params by name, or by "1", "2", … for question marks
   * @throws InvalidInput when the text is no reading statement over the model's tables
   */
  public Resolved resolve(String sql, Map<String, Object> params) {
    Spelling spelling = Spelling.of(sql);
    LogicalSchema schema = LogicalSchema.of(model, audiences, access);
    Placeholders placeholders = Placeholders.in(spelling.sql(), schema.columnNames());
    try {
      return resolve(placeholders, spelling, schema, params);
    } catch (InvalidInput e) {
      throw SqlProblems.placed(e, placeholders);
    }
  }

  private Resolved resolve(
      Placeholders placeholders,
      Spelling spelling,
      LogicalSchema schema,
      Map<String, Object> params) {
    SqlNode parsed = parse(placeholders.sql());
    Planning planning = new Planning(schema.with(TagColumns.in(parsed), access));
    Standardize standardize =
        new Standardize(placeholders.names(), params, audiences, spelling.audiences());
    MetricCalls metrics = new MetricCalls(model, schema);
    SqlNode standard = standardize.apply(parsed).accept(metrics);
    SqlValidator validator =
        SqlValidatorUtil.newValidator(
            OPERATORS, planning.catalog(), planning.cluster().getTypeFactory(), VALIDATOR);
    try {
      SqlNode valid = validator.validate(standard);
      SqlToRelConverter converter =
          new SqlToRelConverter(
              (type, query, path, view) -> {
                throw new UnsupportedOperationException("views");
              },
              validator,
              planning.catalog(),
              planning.cluster(),
              StandardConvertletTable.INSTANCE,
              CONVERTER);
      RelRoot root = converter.convertQuery(valid, false, true);
      RelBuilder builder = planning.builder();
      RelNode tree =
          root.project()
              .accept(new FitTypes(builder, new Predicates(builder, zone), metrics.tests()));
      List<String> columns = root.fields.stream().map(field -> field.getValue()).toList();
      return new Resolved(tree, columns, standardize.values());
    } catch (CalciteContextException e) {
      throw SqlProblems.of(e, planning.schema(), OPERATORS);
    } catch (UnsupportedOperationException e) {
      throw new InvalidInput(
          "/sql", "This statement uses something unsupported: " + e.getMessage());
    }
  }

  /** How many question marks of a statement wait for a value. */
  public static int places(String sql) {
    return (int)
        Placeholders.in(Spelling.of(sql).sql(), Set.of()).names().stream()
            .filter(name -> name.matches("\\d+"))
            .count();
  }

  private static SqlNode parse(String sql) {
    if (sql.isBlank()) {
      throw new InvalidInput("/sql", "The statement is empty; write a SELECT");
    }
    try {
      SqlNode node = SqlParser.create(sql, PARSER).parseStmt();
      if (!node.isA(SqlKind.QUERY) || node.getKind() == SqlKind.EXPLICIT_TABLE) {
        throw SqlProblems.notReading(sql);
      }
      return node;
    } catch (SqlParseException e) {
      throw SqlProblems.of(e, sql);
    }
  }
}
