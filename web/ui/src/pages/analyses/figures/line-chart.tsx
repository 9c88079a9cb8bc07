import { useMemo } from 'react';
import type { Lines } from '@/analysis/lines';
import type { Cells } from '@/analysis/labels';
import type { Cell } from '@/api/types';
import { SeriesChart } from '@/chart/series-chart';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { figureTexts } from './texts';

interface LineChartProps {
  label: string;
  type?: 'line' | 'bar';
  lines: Lines;
  step: (step: Cell) => string;
  value: (value: number) => string;
  axisValue?: (value: number) => string;
  height?: number;
  horizontal?: boolean;
  stacked?: boolean;
  onPick?: (row: Cells, measure: string) => void;
}

/** Lines or bars whose values lead to the rows behind them. */
export function LineChart(props: LineChartProps) {
  const { label, type = 'line', lines, step, value, axisValue, horizontal, stacked } = props;
  const t = useTexts(figureTexts);
  const f = useFormat();
  const chart = useMemo(
    () => ({
      type,
      categories: lines.steps.map(step),
      series: lines.lines,
      horizontal,
      stacked,
      value,
      axisValue,
    }),
    [type, lines, step, value, axisValue, horizontal, stacked],
  );
  const { groups } = lines;
  return (
    <>
      <SeriesChart
        label={label}
        chart={chart}
        height={props.height ?? 320}
        onPick={(series, index) => {
          const line = lines.lines[series];
          const row = line?.rows[index];
          if (line && row) props.onPick?.(row, line.measure);
        }}
      />
      {groups && groups.shown < groups.all && (
        <p className="small muted">{t.largest(f.exact(groups.shown), f.exact(groups.all))}</p>
      )}
    </>
  );
}
