import { ChartColumn, ChartLine, ChartPie, Hash, Table2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ChartType, Column, Reply } from '@/api/answers';
import { useCatalog } from '@/api/queries';
import { SeriesChart } from '@/chart/series-chart';
import { Segmented } from '@/design/choices';
import { numberText, ResultTable } from '@/design/result-table';
import { useFormat } from '@/format/use-format';
import { useName, useTexts } from '@/i18n/texts';
import { chartOf, possibleCharts } from './chart-of';
import { askTexts } from './texts';

const icons: Record<ChartType, typeof Hash> = {
  line: ChartLine,
  bar: ChartColumn,
  pie: ChartPie,
  number: Hash,
  table: Table2,
};

/** The figures of an answer, as a chart the person can switch. */
export function AnswerView({ reply }: { reply: Reply }) {
  const t = useTexts(askTexts);
  const f = useFormat();
  const columns = useLabelled(reply.columns);
  const rows = reply.rows ?? [];
  const possible = useMemo(() => possibleCharts(reply), [reply]);
  const [type, setType] = useState<ChartType>(possible[0] ?? 'table');
  const format = reply.chart?.format ?? undefined;
  const chart = useMemo(
    () =>
      type === 'number' || type === 'table'
        ? undefined
        : chartOf({ ...reply, columns }, type, {
            value: (v) => numberText(v, format, f),
            axisValue: (v) => (format === 'percent' ? f.percent(v) : f.compact(v)),
            day: f.shortDay,
          }),
    [reply, columns, type, format, f],
  );
  if (columns.length === 0) return null;
  if (rows.length === 0) return <p className="muted">{t.noRows}</p>;
  const measures = reply.chart?.y ?? [];
  return (
    <div className="stack">
      {possible.length > 1 && (
        <Segmented
          label={t.chartType}
          value={type}
          choices={possible.map((value) => {
            const Icon = icons[value];
            return { value, title: t[value], label: <Icon aria-hidden /> };
          })}
          onChange={setType}
        />
      )}
      {type === 'number' && (
        <div className="row loose wrap">
          {columns.map((column, i) =>
            typeof rows[0]?.[i] === 'number' ? (
              <div key={column.name} className="answer-number">
                <span className="num">
                  {numberText(rows[0][i], measures.includes(column.name) ? format : undefined, f)}
                </span>
                <span className="muted small">{column.label ?? column.name}</span>
              </div>
            ) : null,
          )}
        </div>
      )}
      {type === 'table' && (
        <div className="bleed">
          <ResultTable
            name={t.table}
            columns={columns}
            rows={rows}
            formats={Object.fromEntries(measures.map((name) => [name, format]))}
          />
        </div>
      )}
      {chart && (
        <SeriesChart
          label={reply.text}
          chart={chart}
          height={chart.horizontal ? Math.max(160, 40 + chart.categories.length * 30) : 280}
        />
      )}
    </div>
  );
}

/** Columns under the names that the catalog has for metrics and dimensions. */
function useLabelled(columns: Column[] | undefined): Column[] {
  const catalog = useCatalog().data;
  const name = useName();
  return useMemo(() => {
    const known = [...(catalog?.metrics ?? []), ...(catalog?.dimensions ?? [])];
    return (columns ?? []).map((column) => ({
      ...column,
      label: name(known.find((k) => k.key === column.name)?.names, column.label ?? column.name),
    }));
  }, [columns, catalog, name]);
}
