import { useCallback, useMemo, useState } from 'react';
import { groupsOf, has, numberOf, type Cells } from '@/analysis/labels';
import { linesOf } from '@/analysis/lines';
import type { Cell } from '@/api/types';
import { classes } from '@/design/button';
import { Stat } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { FigureProps } from '../figure';
import { analysisTexts } from '../texts';
import { figureTexts } from './texts';
import { LineChart } from './line-chart';

const figures = [
  'sessions',
  'users',
  'events_per_session',
  'average_seconds',
  'median_seconds',
  'bounce_rate',
] as const;
type FigureName = (typeof figures)[number];

/** The figures as tiles that choose what the lines show. */
export function SessionFigure({ result, labels, onDrill }: FigureProps) {
  const t = useTexts(figureTexts);
  const words = useTexts(analysisTexts);
  const f = useFormat();
  const [chosen, setChosen] = useState<FigureName>('sessions');
  const offered = figures.filter((name) => result.columns.some((column) => column.name === name));
  const column = result.columns.find((one) => one.name === chosen);
  const overTime = has(result, 'time');
  const groups = useMemo(() => groupsOf(result, labels), [result, labels]);
  const lines = useMemo(() => {
    const measure = { name: chosen, label: labels.column({ name: chosen }) };
    if (overTime) return linesOf(result, labels, 'time', [measure]);
    return {
      steps: groups.map((group) => group.label),
      lines: [
        {
          name: measure.label,
          measure: chosen,
          values: groups.map((group) => numberOf(group.rows[0]?.[chosen])),
          rows: groups.map((group) => group.rows[0]),
        },
      ],
    };
  }, [overTime, result, labels, groups, chosen]);
  const time = result.columns.find((one) => one.role === 'time');
  const step = useCallback(
    (value: Cell) => (time ? labels.cell(time, value) : String(value)),
    [time, labels],
  );
  const say = useCallback(
    (value: number) => (column ? labels.cell(column, value) : f.exact(value)),
    [column, labels, f],
  );
  const axis = useCallback(
    (value: number) => (column?.role === 'measure' ? f.compact(value) : say(value)),
    [column, say, f],
  );
  const rows = groups.length === 1 ? (groups[0]?.rows ?? []) : [];
  return (
    <div className="stack loose">
      <div className="figure-tiles" role="radiogroup" aria-label={words.chart}>
        {offered.map((name) => (
          <button
            key={name}
            type="button"
            role="radio"
            aria-checked={chosen === name}
            className={classes('figure-tile', chosen === name && 'chosen')}
            onClick={() => setChosen(name)}
          >
            <Stat
              label={labels.column({ name })}
              value={tileValue(name, rows, result, labels)}
              note={rows.length > 1 && isOfOneStep(name) ? t.latest : undefined}
            />
          </button>
        ))}
      </div>
      <LineChart
        label={labels.column({ name: chosen })}
        type={overTime ? 'line' : 'bar'}
        horizontal={!overTime}
        height={overTime ? 300 : Math.max(160, 50 + lines.steps.length * 30)}
        lines={lines}
        step={step}
        value={say}
        axisValue={axis}
        onPick={(row) => onDrill(row, 'users')}
      />
    </div>
  );
}

/** Neither customers nor medians of several steps make those of all. */
const isOfOneStep = (name: FigureName) => name === 'users' || name === 'median_seconds';

/** Counts add up over time, other figures are weighed by sessions; customers do neither. */
function tileValue(
  name: FigureName,
  rows: Cells[],
  result: FigureProps['result'],
  labels: FigureProps['labels'],
): string {
  const column = result.columns.find((one) => one.name === name);
  if (!column || rows.length === 0) return '—';
  if (rows.length === 1) return labels.cell(column, rows[0]?.[name]);
  if (name === 'sessions')
    return labels.cell(
      column,
      rows.reduce((sum, row) => sum + (numberOf(row.sessions) ?? 0), 0),
    );
  if (isOfOneStep(name)) return labels.cell(column, latest(rows, name));
  let [weighed, sessions] = [0, 0];
  for (const row of rows) {
    const value = numberOf(row[name]);
    const weight = numberOf(row.sessions) ?? 0;
    if (value === null) continue;
    weighed += value * weight;
    sessions += weight;
  }
  return sessions > 0 ? labels.cell(column, weighed / sessions) : '—';
}

const latest = (rows: Cells[], name: string) =>
  rows.findLast((row) => numberOf(row[name]) !== null)?.[name] ?? null;
