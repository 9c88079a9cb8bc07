import { Link } from 'wouter';
import type { ExperimentReport } from '@/api/marketing';
import type { Cockpit, Section } from '@/api/reports';
import type { Names } from '@/api/types';
import { Notice } from '@/design/states';
import { Badge, Card } from '@/design/surface';
import { pValue } from '@/format/numbers';
import { useFormat } from '@/format/use-format';
import { useSpoken, useTexts } from '@/i18n/texts';
import { About, isProblem } from './cockpit';
import { cockpitTexts } from './texts';

interface StrategiesProps {
  experiments: Section<ExperimentReport[]>;
  tables: Cockpit['decision_tables'];
  about: Names;
}

/** What experiments changed, and whom decision tables decide for. */
export function Strategies({ experiments, tables, about }: StrategiesProps) {
  const t = useTexts(cockpitTexts);
  const failed = [experiments, tables].filter(isProblem);
  const reports = isProblem(experiments) ? [] : experiments;
  const sizes = isProblem(tables) ? [] : tables;
  return (
    <Card title={t.strategies} flush>
      {failed.map((section) => (
        <Notice key={section.problem} tone="warn">
          {section.problem}
        </Notice>
      ))}
      {reports.length + sizes.length === 0 && failed.length === 0 && (
        <p className="muted" style={{ padding: '0 18px' }}>
          {t.noStrategies}
        </p>
      )}
      {reports.length > 0 && <Effects reports={reports} />}
      {sizes.length > 0 && <Sizes tables={sizes} />}
      <div style={{ padding: '4px 18px 12px' }}>
        <About names={about} />
      </div>
    </Card>
  );
}

function Effects({ reports }: { reports: ExperimentReport[] }) {
  const t = useTexts(cockpitTexts);
  const f = useFormat();
  const spoken = useSpoken();
  return (
    <div className="table-frame">
      <table className="table dense" aria-label={t.experiment}>
        <thead>
          <tr>
            <th>{t.experiment}</th>
            <th>{t.variant}</th>
            <th>{t.metric}</th>
            <th className="right">{t.effect}</th>
            <th className="right">p</th>
          </tr>
        </thead>
        <tbody>
          {reports.flatMap((report) =>
            report.comparisons.map((found) => (
              <tr key={`${report.experiment.key}/${found.metric}/${found.variant}`}>
                <td>
                  <Link href={`/experiments/${encodeURIComponent(report.experiment.key)}`}>
                    {spoken(report.experiment.name)}
                  </Link>
                </td>
                <td>{found.variant}</td>
                <td>{found.metric}</td>
                <td className="right num">
                  {found.relative === undefined || found.relative === null
                    ? f.signed(found.difference, 4)
                    : `${f.signed(found.relative * 100, 1)} %`}
                </td>
                <td className="right num">
                  {found.p_value < 0.05 ? (
                    <Badge tone={found.difference > 0 ? 'good' : 'bad'}>
                      {pValue(found.p_value)}
                    </Badge>
                  ) : (
                    pValue(found.p_value)
                  )}
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Sizes({
  tables,
}: {
  tables: { key: string; name: string; rows: number[]; otherwise: number }[];
}) {
  const t = useTexts(cockpitTexts);
  const f = useFormat();
  const spoken = useSpoken();
  return (
    <div className="table-frame">
      <table className="table dense" aria-label={t.decisionTable}>
        <thead>
          <tr>
            <th>{t.decisionTable}</th>
            <th>{t.decides}</th>
          </tr>
        </thead>
        <tbody>
          {tables.map((table) => (
            <tr key={table.key}>
              <td>
                <Link href={`/decision-tables/${encodeURIComponent(table.key)}`}>
                  {spoken(table.name)}
                </Link>
              </td>
              <td className="num">
                {t.rowSizes(
                  table.rows.map((size) => f.exact(size)).join(' · '),
                  f.exact(table.otherwise),
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
