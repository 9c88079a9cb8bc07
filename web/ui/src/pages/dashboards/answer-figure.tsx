import { useMemo } from 'react';
import type { Answer, AnswerColumn, ChartKind } from '@/api/reports';
import type { Cell } from '@/api/types';
import { SeriesChart } from '@/chart/series-chart';
import { numberText, ResultTable } from '@/design/result-table';
import { useFormat } from '@/format/use-format';
import { useName, useTexts } from '@/i18n/texts';
import { drawnAs, partsOf, seriesOf } from './draw';
import { FunnelSteps } from './funnel-steps';
import { dashboardTexts } from './texts';

interface AnswerFigureProps {
  /** What it shows, for those who do not see it. */
  label: string;
  answer: Answer;
  chart: ChartKind;
  height: number;
}

/** An answer as a number, a chart or a table. */
export function AnswerFigure({ label, answer, chart: wanted, height }: AnswerFigureProps) {
  const t = useTexts(dashboardTexts);
  const f = useFormat();
  const named = useLabel();
  const kind = drawnAs(answer, wanted);
  const figure = answer.columns[partsOf(answer).figures[0] ?? -1];
  const format = figure?.format ?? (figure?.role === 'rate' ? 'percent' : undefined);
  const chart = useMemo(
    () =>
      ['number', 'table', 'funnel'].includes(kind)
        ? undefined
        : seriesOf(answer, kind, {
            label: named,
            said: (column: AnswerColumn, cell: Cell | undefined) =>
              typeof cell === 'string' && (column.role === 'time' || column.type === 'date')
                ? cell.length > 10
                  ? f.dateTime(cell)
                  : f.shortDay(cell)
                : cell === null || cell === undefined
                  ? '—'
                  : String(cell),
            value: (value) => numberText(value, format, f),
            axisValue: (value) => (format === 'percent' ? f.percent(value) : f.compact(value)),
          }),
    [answer, kind, named, format, f],
  );
  if (answer.rows.length === 0) return <p className="muted">{t.noRows}</p>;
  if (kind === 'number') return <Numbers answer={answer} />;
  if (kind === 'funnel') return <FunnelSteps answer={answer} />;
  if (chart) return <SeriesChart label={label} chart={chart} height={height} />;
  return (
    <div className="bleed" style={{ maxHeight: height + 40, overflow: 'auto' }}>
      <ResultTable
        name={label}
        columns={answer.columns.map((column) => ({ ...column, label: named(column) }))}
        rows={answer.rows}
        formats={Object.fromEntries(answer.columns.map((c) => [c.name, c.format]))}
      />
    </div>
  );
}

function Numbers({ answer }: { answer: Answer }) {
  const t = useTexts(dashboardTexts);
  const f = useFormat();
  const named = useLabel();
  const row = answer.rows[0] ?? [];
  const before = (column: AnswerColumn) =>
    row[answer.columns.findIndex((other) => other.name === `${column.name}_before`)];
  return (
    <div className="row loose wrap">
      {answer.columns.map((column, i) => {
        const value = row[i];
        if (column.name.endsWith('_before')) return null;
        const then = before(column);
        return (
          <div key={column.name} className="answer-number">
            <span className="num">
              {typeof value === 'number'
                ? numberText(value, column.format, f)
                : String(value ?? '—')}
            </span>
            <span className="muted small">
              {named(column)}
              {typeof then === 'number' && typeof value === 'number' && then !== 0 && (
                <> · {t.than(f.signed(((value - then) / Math.abs(then)) * 100, 1))}</>
              )}
            </span>
          </div>
        );
      })}
    </div>
  );
}

/** What a column is called; a figure of the period before says so. */
export function useLabel() {
  const t = useTexts(dashboardTexts);
  const name = useName();
  return useMemo(
    () => (column: AnswerColumn) => {
      const own = typeof column.label === 'string' ? column.label : name(column.label, column.name);
      return column.metric && column.name === `${column.metric}_before` ? t.before(own) : own;
    },
    [t, name],
  );
}
