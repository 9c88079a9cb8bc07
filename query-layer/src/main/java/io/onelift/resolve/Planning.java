package io.onelift.resolve;

import com.google.common.collect.ImmutableList;
import io.onelift.semantic.SemanticModel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.volcano.VolcanoPlanner;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystem;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;

/**
 * What Calcite needs to plan one query: types, tables, a cluster. Made anew for every query,
 * because a cluster must not be shared between threads and the tables change as data is learned.
 */
final class Planning {
  private final LogicalSchema schema;
  private final RelOptCluster cluster;
  private final CalciteCatalogReader catalog;

  /** For statements of people. */
  Planning(SemanticModel model) {
    this(new LogicalSchema(model));
  }

  Planning(LogicalSchema schema) {
    this.schema = schema;
    RelDataTypeFactory types = new Types();
    VolcanoPlanner planner = new VolcanoPlanner();
    planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
    cluster = RelOptCluster.create(planner, new RexBuilder(types));
    CalciteSchema root = CalciteSchema.createRootSchema(false, false);
    schema.tables().forEach(root::add);
    catalog = new CalciteCatalogReader(root, List.of(), types, connection());
  }

  LogicalSchema schema() {
    return schema;
  }

  RelOptCluster cluster() {
    return cluster;
  }

  CalciteCatalogReader catalog() {
    return catalog;
  }

  RelBuilder builder() {
    return RelBuilder.proto(Contexts.of(RelBuilder.Config.DEFAULT.withBloat(Resolved.BLOAT)))
        .create(cluster, catalog);
  }

  private static CalciteConnectionConfig connection() {
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "true");
    return new CalciteConnectionConfigImpl(properties);
  }

  /** Types as ClickHouse computes them: text is UTF-8, averages are fractions. */
  private static final class Types extends JavaTypeFactoryImpl {
    Types() {
      super(SYSTEM);
    }

    @Override
    public Charset getDefaultCharset() {
      return StandardCharsets.UTF_8;
    }
  }

  private static final RelDataTypeSystem SYSTEM =
      new RelDataTypeSystemImpl() {
        @Override
        public int getDefaultPrecision(SqlTypeName type) {
          return type == SqlTypeName.TIMESTAMP ? 3 : super.getDefaultPrecision(type);
        }

        @Override
        public boolean shouldConvertRaggedUnionTypesToVarying() {
          return true;
        }

        @Override
        public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
          return types.createTypeWithNullability(
              types.createSqlType(SqlTypeName.DOUBLE), argument.isNullable());
        }
      };

  static ImmutableList<String> path(String table) {
    return ImmutableList.of(table);
  }
}
