import { ChartColumn, ChartLine } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { groupsOf, numberOf, has, type Labels } from '@/analysis/labels';
import { linesOf, type Lines, type Measured } from '@/analysis/lines';
import { seriesNames } from '@/analysis/series-names';
import type { Cell } from '@/api/types';
import { Segmented } from '@/design/choices';
import { Stat } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { FigureProps } from '../figure';
import { analysisTexts } from '../texts';
import { figureTexts } from './texts';
import { LineChart } from './line-chart';

const mostBars = 30;

/** Lines or bars over time, bars by group without it, and plain numbers where there is one row. */
export function SegmentationFigure({ result, request, labels, onDrill }: FigureProps) {
  const t = useTexts(figureTexts);
  const words = useTexts(analysisTexts);
  const f = useFormat();
  const [type, setType] = useState<'line' | 'bar'>('line');
  const overTime = has(result, 'time');
  const measures = useMemo(() => {
    const names = seriesNames(request, labels, words.measures);
    return measuresOf(result.columns, names, t.before);
  }, [result, request, labels, t, words]);
  const lines = useMemo(
    () => (overTime ? linesOf(result, labels, 'time', measures) : barsOf(result, labels, measures)),
    [overTime, result, labels, measures],
  );
  const time = result.columns.find((column) => column.role === 'time');
  const step = useCallback(
    (value: Cell) => (time ? labels.cell(time, value) : String(value)),
    [time, labels],
  );
  const value = useCallback((v: number) => f.exact(v), [f]);
  const axisValue = useCallback((v: number) => f.compact(v), [f]);

  if (!overTime && result.rows.length === 1 && lines.steps.length === 1) {
    return (
      <div className="figure-tiles">
        {lines.lines
          .filter((line) => !line.dashed)
          .map((line) => {
            const row = line.rows[0];
            const now = line.values[0];
            const before = numberOf(row?.[`${line.measure}_before`]);
            return (
              <button
                key={line.name}
                type="button"
                className="figure-tile"
                onClick={() => row && onDrill(row, line.measure)}
              >
                <Stat
                  label={line.name}
                  value={typeof now === 'number' ? f.exact(now) : '—'}
                  note={
                    before !== null && typeof now === 'number' && before !== 0
                      ? `${f.signed(((now - before) / before) * 100, 1)}% · ${f.exact(before)}`
                      : undefined
                  }
                />
              </button>
            );
          })}
      </div>
    );
  }
  return (
    <div className="stack">
      {overTime && (
        <Segmented
          label={words.chart}
          value={type}
          choices={[
            { value: 'line', title: t.line, label: <ChartLine aria-hidden /> },
            { value: 'bar', title: t.bars, label: <ChartColumn aria-hidden /> },
          ]}
          onChange={setType}
        />
      )}
      <LineChart
        label={words.model.segmentation}
        type={overTime ? type : 'bar'}
        horizontal={!overTime}
        height={overTime ? 330 : Math.max(180, 50 + lines.steps.length * barHeight(lines))}
        lines={lines}
        step={step}
        value={value}
        axisValue={axisValue}
        onPick={onDrill}
      />
    </div>
  );
}

const barHeight = (lines: Lines) => 18 + 14 * lines.lines.length;

function measuresOf(
  columns: FigureProps['result']['columns'],
  names: Map<string, string>,
  before: string,
): Measured[] {
  const own = columns.filter((c) => names.has(c.name));
  return columns.flatMap((column): Measured[] => {
    const name = names.get(column.name);
    if (name !== undefined) {
      return [{ name: column.name, label: name, tone: own.indexOf(column) }];
    }
    const of = own.findIndex((c) => column.name === `${c.name}_before`);
    const compared = own[of];
    return compared
      ? [
          {
            name: column.name,
            label: `${names.get(compared.name)}, ${before}`,
            dashed: true,
            tone: of,
          },
        ]
      : [];
  });
}

/** One bar for every group and figure. */
function barsOf(result: FigureProps['result'], labels: Labels, measures: Measured[]): Lines {
  const groups = groupsOf(result, labels).slice(0, mostBars);
  return {
    steps: groups.map((group) => group.label),
    lines: measures.map((measure) => ({
      name: measure.label,
      measure: measure.name,
      dashed: measure.dashed,
      tone: measure.tone,
      values: groups.map((group) => numberOf(group.rows[0]?.[measure.name])),
      rows: groups.map((group) => group.rows[0]),
    })),
  };
}
