import { useCallback, useMemo, useState } from 'react';
import { groupsOf, numberOf } from '@/analysis/labels';
import { seriesNames } from '@/analysis/series-names';
import { Select } from '@/design/inputs';
import { Stat } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { FigureProps } from '../figure';
import { analysisTexts } from '../texts';
import { LineChart } from './line-chart';

const mostBars = 40;

/** A bar for every group; plain numbers without groups. */
export function PropertyFigure({ result, request, labels, onDrill }: FigureProps) {
  const t = useTexts(analysisTexts);
  const f = useFormat();
  const names = seriesNames(request, labels, t.measures);
  const measures = result.columns
    .filter((column) => column.role === 'measure')
    .map((column) => ({ ...column, label: names.get(column.name) ?? column.name }));
  const [chosen, setChosen] = useState('');
  const measure = measures.find((one) => one.name === chosen) ?? measures[0];
  const groups = useMemo(() => groupsOf(result, labels).slice(0, mostBars), [result, labels]);
  const lines = useMemo(
    () => ({
      steps: groups.map((group) => group.label),
      lines: measure
        ? [
            {
              name: labels.column(measure),
              measure: measure.name,
              values: groups.map((group) => numberOf(group.rows[0]?.[measure.name])),
              rows: groups.map((group) => group.rows[0]),
            },
          ]
        : [],
    }),
    [groups, labels, measure],
  );
  const value = useCallback((v: number) => f.exact(v), [f]);
  const axisValue = useCallback((v: number) => f.compact(v), [f]);
  const only = groups.length === 1 ? groups[0]?.rows[0] : undefined;
  if (only && groups[0]?.label === '') {
    return (
      <div className="figure-tiles">
        {measures.map((one) => (
          <button
            key={one.name}
            type="button"
            className="figure-tile"
            onClick={() => onDrill(only, 'users')}
          >
            <Stat label={labels.column(one)} value={labels.cell(one, only[one.name])} />
          </button>
        ))}
      </div>
    );
  }
  return (
    <div className="stack">
      {measures.length > 1 && measure && (
        <div>
          <Select
            small
            aria-label={t.measure}
            value={measure.name}
            options={measures.map((one) => ({ value: one.name, label: labels.column(one) }))}
            onChange={setChosen}
          />
        </div>
      )}
      <LineChart
        label={t.model.property}
        type="bar"
        horizontal
        height={Math.max(160, 50 + lines.steps.length * 30)}
        lines={lines}
        step={String}
        value={value}
        axisValue={axisValue}
        onPick={onDrill}
      />
    </div>
  );
}
