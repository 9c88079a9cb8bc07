import { useCallback, useMemo } from 'react';
import { distinct, groupsOf, has, numberOf } from '@/analysis/labels';
import { linesOf } from '@/analysis/lines';
import { sideRows } from '@/analysis/side-table';
import { bucketName } from '@/analysis/buckets';
import type { Cell } from '@/api/types';
import { SeriesChart } from '@/chart/series-chart';
import { QuantileStrip, stripScale } from '@/chart/quantile-strip';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { FigureProps } from '../figure';
import { analysisTexts } from '../texts';
import { figureTexts } from './texts';
import { LineChart } from './line-chart';

/** The middle half as a box for every group, and how often each length occurs. */
export function IntervalFigure(props: FigureProps) {
  const { result, labels, onDrill } = props;
  const words = useTexts(analysisTexts);
  const f = useFormat();
  const lines = useMemo(
    () =>
      linesOf(
        result,
        labels,
        'time',
        ['p50', 'p90'].map((name) => ({ name, label: labels.column({ name }) })),
      ),
    [result, labels],
  );
  const time = result.columns.find((column) => column.role === 'time');
  const step = useCallback(
    (value: Cell) => (time ? labels.cell(time, value) : String(value)),
    [time, labels],
  );
  const value = useCallback((v: number) => f.duration(v), [f]);
  return (
    <div className="stack loose">
      {has(result, 'time') ? (
        <LineChart
          label={words.model.interval}
          lines={lines}
          step={step}
          value={value}
          onPick={(row) => onDrill(row, 'users')}
        />
      ) : (
        <Strips {...props} />
      )}
      <LengthBars {...props} />
    </div>
  );
}

function Strips({ result, labels, onDrill }: FigureProps) {
  const t = useTexts(figureTexts);
  const words = useTexts(analysisTexts);
  const f = useFormat();
  const groups = groupsOf(result, labels);
  const rows = groups.flatMap((group) => (group.rows[0] ? [{ group, row: group.rows[0] }] : []));
  const scale = stripScale(rows.map(({ row }) => numberOf(row.p90) ?? 0));
  return (
    <div className="stack">
      <table className="table dense" aria-label={words.model.interval}>
        <thead>
          <tr>
            {groups.length > 1 && <th>{t.group}</th>}
            <th className="right">{labels.column({ name: 'intervals' })}</th>
            <th className="right">{labels.column({ name: 'p50' })}</th>
            <th>{t.quantiles}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ group, row }) => (
            <tr key={group.key} className="link" onClick={() => onDrill(row, 'users')}>
              {groups.length > 1 && <td>{group.label}</td>}
              <td className="right">{f.exact(numberOf(row.intervals) ?? 0)}</td>
              <td className="right">
                {numberOf(row.p50) === null ? '—' : f.duration(numberOf(row.p50) ?? 0)}
              </td>
              <td>
                <QuantileStrip
                  scale={scale}
                  low={numberOf(row.min) ?? 0}
                  from={numberOf(row.p25) ?? 0}
                  middle={numberOf(row.p50) ?? 0}
                  to={numberOf(row.p75) ?? 0}
                  high={numberOf(row.p90) ?? 0}
                  say={f.duration}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LengthBars({ result, labels }: FigureProps) {
  const t = useTexts(figureTexts);
  const f = useFormat();
  const chart = useMemo(() => {
    const rows = sideRows(result.histogram);
    const audiences = distinct(rows.map((row) => row.audience ?? null));
    const bars = rows.filter((row) => (row.audience ?? null) === audiences[0]);
    const name = (from: number | null, to: number | null) =>
      bucketName({ from, to }, false, { number: f.duration, below: t.below, from: t.from });
    return {
      type: 'bar' as const,
      categories: bars.map((row) => name(numberOf(row.from_seconds), numberOf(row.to_seconds))),
      series: audiences.map((audience) => ({
        name: audience === null ? t.histogram : labels.audience(String(audience)),
        values: rows
          .filter((row) => (row.audience ?? null) === audience)
          .map((row) => numberOf(row.intervals)),
      })),
      value: f.exact,
      axisValue: f.compact,
    };
  }, [result, labels, f, t]);
  if (chart.categories.length === 0) return null;
  return (
    <div className="stack tight">
      <h3>{t.histogram}</h3>
      <SeriesChart label={t.histogram} chart={chart} height={220} />
    </div>
  );
}
