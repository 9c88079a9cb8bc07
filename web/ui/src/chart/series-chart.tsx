import { useEffect, useRef, useState } from 'react';
import type { EChartsType } from 'echarts/core';
import { Skeleton } from '@/design/states';
import { useAppliedTheme } from '@/design/theme';
import { readPalette, seriesOption, type SeriesChart as Spec } from './options';

interface SeriesChartProps {
  /** What the chart shows, for those who do not see it. */
  label: string;
  chart: Spec;
  height?: number;
}

/** A line, bar or pie chart that follows its frame's width and the theme. */
export function SeriesChart({ label, chart, height = 240 }: SeriesChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<EChartsType>();
  const theme = useAppliedTheme();

  useEffect(() => {
    let ended = false;
    let made: EChartsType | undefined;
    const sizes = new ResizeObserver(() => made?.resize());
    void import('./echarts-core').then(({ draw }) => {
      if (ended || !frame.current) return;
      made = draw(frame.current);
      sizes.observe(frame.current);
      setDrawn(made);
    });
    return () => {
      ended = true;
      sizes.disconnect();
      made?.dispose();
      setDrawn(undefined);
    };
  }, []);

  useEffect(() => {
    drawn?.setOption(seriesOption(chart, readPalette()), { notMerge: true });
  }, [drawn, chart, theme]);

  return (
    <div style={{ position: 'relative', height }}>
      {!drawn && <Skeleton height={height} />}
      <div ref={frame} role="img" aria-label={label} style={{ position: 'absolute', inset: 0 }} />
    </div>
  );
}
