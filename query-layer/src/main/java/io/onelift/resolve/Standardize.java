package io.onelift.resolve;

import io.onelift.event.InvalidInput;
import io.onelift.event.Problem;
import io.onelift.resolve.Spelling.Place;
import io.onelift.tag.NearestName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;

/**
 * Says what a statement means where Calcite and ClickHouse understand it differently, before it is
 * validated: {@code /} is a fraction; {@code DATE_TRUNC}, {@code TIMESTAMPDIFF} and {@code
 * TIMESTAMPADD} follow the calendar; parameters get the types of their values.
 */
final class Standardize extends SqlShuttle {
  private final List<String> names;
  private final Map<String, Object> params;
  private final Set<String> audiences;
  private final Set<Place> places;
  private final List<Object> values = new ArrayList<>();

  /**
   * @param places where the key of an audience stands that is asked for by {@code IN AUDIENCE}
   */
  Standardize(
      List<String> names, Map<String, Object> params, Set<String> audiences, Set<Place> places) {
    this.names = names;
    this.params = params;
    this.audiences = audiences;
    this.places = places;
  }

  SqlNode apply(SqlNode statement) {
    List<Problem> problems = new ArrayList<>();
    for (String name : names) {
      if (!params.containsKey(name)) {
        problems.add(
            new Problem(
                "/params/" + name,
                "The statement asks for this parameter, but no value is given. "
                    + NearestName.hint(name, params.keySet())));
      }
    }
    for (String given : params.keySet()) {
      if (!names.contains(given)) {
        problems.add(
            new Problem("/params/" + given, "The statement has no place for this parameter"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return statement.accept(this);
  }

  /** The bound values, by the index of the dynamic parameter. */
  List<Object> values() {
    return Collections.unmodifiableList(values);
  }

  @Override
  public SqlNode visit(SqlDynamicParam param) {
    return bind(params.get(names.get(param.getIndex())), param.getParserPosition());
  }

  /**
   * A number with a fraction is a Float64: ClickHouse's decimals would keep as many digits as the
   * number was written with, so that {@code COUNT(*) * 1.0 / 3} had one.
   */
  @Override
  public SqlNode visit(SqlLiteral literal) {
    return literal instanceof SqlNumericLiteral number && !number.isInteger()
        ? SqlLiteral.createApproxNumeric(number.toValue(), number.getParserPosition())
        : literal;
  }

  private SqlNode bind(Object value, SqlParserPos position) {
    if (value instanceof Collection<?>) {
      throw SqlProblems.at(
          position.getLineNum(), position.getColumnNum(), "a list may only stand in IN (…)");
    }
    SqlDynamicParam param = new SqlDynamicParam(values.size(), position);
    values.add(value);
    SqlDataTypeSpec type =
        new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type(value, position), position), position);
    return SqlStdOperatorTable.CAST.createCall(position, param, type);
  }

  private static SqlTypeName type(Object value, SqlParserPos position) {
    return switch (value) {
      case null -> SqlTypeName.VARCHAR;
      case String _ -> SqlTypeName.VARCHAR;
      case Boolean _ -> SqlTypeName.BOOLEAN;
      case Integer _ -> SqlTypeName.BIGINT;
      case Long _ -> SqlTypeName.BIGINT;
      case Number _ -> SqlTypeName.DOUBLE;
      default ->
          throw SqlProblems.at(
              position.getLineNum(),
              position.getColumnNum(),
              "a parameter must be a text, a number, true/false or null, not " + value);
    };
  }

  @Override
  public SqlNode visit(SqlNodeList list) {
    List<SqlNode> items = new ArrayList<>();
    for (SqlNode item : list) {
      if (item instanceof SqlDynamicParam param
          && params.get(names.get(param.getIndex())) instanceof Collection<?> many) {
        for (Object value : many) {
          items.add(bind(value, param.getParserPosition()));
        }
      } else {
        items.add(item == null ? null : item.accept(this));
      }
    }
    return new SqlNodeList(items, list.getParserPosition());
  }

  @Override
  public SqlNode visit(SqlCall call) {
    if (call instanceof SqlOrderBy order) {
      return new SqlOrderBy(
          order.getParserPosition(),
          order.query.accept(this),
          (SqlNodeList) order.orderList.accept(this),
          rowCount(order.offset),
          rowCount(order.fetch));
    }
    refuse(call);
    SqlNode visited = super.visit(call);
    if (!(visited instanceof SqlCall standard)) {
      return visited;
    }
    SqlParserPos at = standard.getParserPosition();
    String name = standard.getOperator().getName().toUpperCase(Locale.ROOT);
    if (standard.getKind() == SqlKind.DIVIDE) {
      return Functions.DIVIDE.createCall(at, standard.getOperandList());
    }
    if (standard.getKind() == SqlKind.IN || standard.getKind() == SqlKind.NOT_IN) {
      return membership(standard);
    }
    return switch (name) {
      case "DATE_TRUNC", "TIMESTAMP_TRUNC" -> truncate(standard);
      case "TIMESTAMPDIFF" ->
          Functions.DATE_DIFF.createCall(
              at, unit(standard.operand(0)), standard.operand(1), standard.operand(2));
      case "TIMESTAMPADD" ->
          Functions.DATE_ADD.createCall(
              at, unit(standard.operand(0)), standard.operand(1), standard.operand(2));
      case "IN_AUDIENCE" -> {
        checkAudience(standard);
        yield standard;
      }
      default -> standard;
    };
  }

  /** Standard SQL that means nothing to ClickHouse or something else. */
  private static void refuse(SqlCall call) {
    Optional<String> what =
        switch (call.getKind()) {
          case TABLESAMPLE -> Optional.of("TABLESAMPLE; use a condition like cityHash64(…)");
          case MATCH_RECOGNIZE -> Optional.of("MATCH_RECOGNIZE; use a rule of an audience");
          case SNAPSHOT -> Optional.of("FOR SYSTEM_TIME; tables are as they are now");
          case NEXT_VALUE, CURRENT_VALUE -> Optional.of("sequences");
          default ->
              call.getOperator().equals(SqlStdOperatorTable.JSON_VALUE_EXPRESSION)
                  ? Optional.of("FORMAT; answers come as rows")
                  : call.getOperator().getName().equalsIgnoreCase(Functions.MODEL_TEST.getName())
                      ? Optional.of("function " + call.getOperator().getName())
                      : Optional.empty();
        };
    if (what.isPresent()) {
      SqlParserPos at = call.getParserPosition();
      throw SqlProblems.at(
          at.getLineNum(), at.getColumnNum(), "there is no " + what.get() + " here");
    }
  }

  /** A parameter for a number of rows is put in: ClickHouse plans by it. */
  private SqlNode rowCount(SqlNode count) {
    if (count instanceof SqlDynamicParam param) {
      String name = names.get(param.getIndex());
      if (params.get(name) instanceof Number number && number.longValue() >= 0) {
        return SqlLiteral.createExactNumeric(
            BigDecimal.valueOf(number.longValue()).toPlainString(), param.getParserPosition());
      }
      throw new InvalidInput("/params/" + name, "A number of rows must be 0 or more");
    }
    return count;
  }

  private static SqlNode truncate(SqlCall call) {
    SqlNode first = call.operand(0);
    SqlNode second = call.operand(1);
    boolean unitFirst = first instanceof SqlLiteral && !(second instanceof SqlIntervalQualifier);
    SqlNode unit = unit(unitFirst ? first : second);
    TimeUnit truncated = timeUnit(((SqlLiteral) unit).getValueAs(String.class), call);
    return SqlStdOperatorTable.FLOOR.createCall(
        call.getParserPosition(),
        unitFirst ? second : first,
        new SqlIntervalQualifier(truncated, null, call.getParserPosition()));
  }

  /** A unit of time, however it is written, as text. */
  private static SqlNode unit(SqlNode node) {
    String text =
        switch (node) {
          case SqlIntervalQualifier qualifier when qualifier.timeFrameName != null ->
              qualifier.timeFrameName;
          case SqlIntervalQualifier qualifier -> qualifier.getUnit().name();
          case SqlIdentifier identifier -> identifier.getSimple();
          case SqlLiteral literal when SqlTypeName.CHAR_TYPES.contains(literal.getTypeName()) ->
              literal.getValueAs(String.class);
          default -> node.toString();
        };
    return SqlLiteral.createCharString(text.toLowerCase(Locale.ROOT), node.getParserPosition());
  }

  private static TimeUnit timeUnit(String name, SqlCall call) {
    try {
      return TimeUnit.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      SqlParserPos at = call.getParserPosition();
      throw SqlProblems.at(
          at.getLineNum(),
          at.getColumnNum(),
          "'" + name + "' is no unit of time; use year, quarter, month, week, day, hour or minute");
    }
  }

  /** {@code profile_id IN AUDIENCE('key')}, which was spelt as a list of one text. */
  private SqlNode membership(SqlCall call) {
    SqlParserPos at = call.getParserPosition();
    if (!(call.operand(1) instanceof SqlNodeList list)
        || list.size() != 1
        || !(list.get(0) instanceof SqlLiteral key)
        || !places.contains(place(key.getParserPosition()))) {
      return call;
    }
    SqlCall member = Functions.IN_AUDIENCE.createCall(at, call.operand(0), key);
    checkAudience(member);
    return call.getKind() == SqlKind.IN ? member : SqlStdOperatorTable.NOT.createCall(at, member);
  }

  private static Place place(SqlParserPos at) {
    return new Place(at.getLineNum(), at.getColumnNum());
  }

  private void checkAudience(SqlCall call) {
    SqlNode key = call.operandCount() == 2 ? call.operand(1) : call;
    SqlParserPos at = key.getParserPosition();
    if (!(key instanceof SqlLiteral literal)
        || !SqlTypeName.CHAR_TYPES.contains(literal.getTypeName())) {
      throw SqlProblems.at(
          at.getLineNum(),
          at.getColumnNum(),
          "write IN_AUDIENCE(profile_id, 'key of the audience')");
    }
    String name = literal.getValueAs(String.class);
    if (!audiences.contains(name)) {
      throw SqlProblems.at(
          at.getLineNum(),
          at.getColumnNum(),
          "there is no audience '" + name + "'. " + NearestName.hint(name, audiences));
    }
  }
}
