import { useCallback } from 'react';
import type { EChartsType } from 'echarts/core';
import { ChartFrame } from './frame';
import { nearestSeries } from './nearest';
import { seriesOption, type Palette, type SeriesChart as Spec } from './options';

interface SeriesChartProps {
  /** What the chart shows, for those who do not see it. */
  label: string;
  chart: Spec;
  height?: number;
  /** Hears which value was clicked. */
  onPick?: (series: number, category: number) => void;
}

/** A line, bar or pie chart. */
export function SeriesChart({ label, chart, height = 240, onPick }: SeriesChartProps) {
  const option = useCallback((palette: Palette) => seriesOption(chart, palette), [chart]);
  // The points of a line are small: the nearest to the click is meant.
  const onPoint = (drawn: EChartsType, place: [number, number]) => {
    if (!onPick || chart.type !== 'line' || !drawn.containPixel('grid', place)) return;
    const [category, value] = drawn.convertFromPixel({ gridIndex: 0 }, place) as number[];
    const index = Math.round(category ?? 0);
    const series = nearestSeries(chart.series, index, value ?? 0);
    if (series !== undefined) onPick(series, index);
  };
  return (
    <ChartFrame
      label={label}
      option={option}
      height={height}
      onPoint={onPoint}
      onPick={
        onPick && chart.type !== 'line' ? ({ series, index }) => onPick(series, index) : undefined
      }
    />
  );
}
