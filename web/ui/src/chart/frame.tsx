import { useEffect, useRef, useState } from 'react';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { Skeleton } from '@/design/states';
import { useAppliedTheme } from '@/design/theme';
import { readPalette, type Palette } from './options';

/** What a person clicked: a thing that was drawn. */
export interface Picked {
  series: number;
  index: number;
  data: unknown;
}

interface ChartFrameProps {
  /** What the chart shows, for those who do not see it. */
  label: string;
  /** Keep it between renders; a new one draws anew. */
  option: (palette: Palette) => EChartsCoreOption;
  height: number;
  onPick?: (picked: Picked) => void;
  /** Hears clicks beside what was drawn, with the place in the chart. */
  onPoint?: (chart: EChartsType, place: [x: number, y: number]) => void;
}

/** Draws with ECharts; follows its frame's width and the theme. */
export function ChartFrame({ label, option, height, onPick, onPoint }: ChartFrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<EChartsType>();
  const theme = useAppliedTheme();
  const hear = useRef({ onPick, onPoint });
  useEffect(() => {
    hear.current = { onPick, onPoint };
  });

  useEffect(() => {
    let ended = false;
    let made: EChartsType | undefined;
    const sizes = new ResizeObserver(() => made?.resize());
    void import('./echarts-core').then(({ draw }) => {
      if (ended || !frame.current) return;
      const chart = draw(frame.current);
      made = chart;
      sizes.observe(frame.current);
      chart.on('click', (params) =>
        hear.current.onPick?.({
          series: params.seriesIndex ?? 0,
          index: params.dataIndex,
          data: params.data,
        }),
      );
      chart.getZr().on('click', (event) => {
        hear.current.onPoint?.(chart, [event.offsetX, event.offsetY]);
      });
      setDrawn(chart);
    });
    return () => {
      ended = true;
      sizes.disconnect();
      made?.dispose();
      setDrawn(undefined);
    };
  }, []);

  useEffect(() => {
    drawn?.setOption(option(readPalette()), { notMerge: true });
  }, [drawn, option, theme]);

  return (
    <div style={{ position: 'relative', height }}>
      {!drawn && <Skeleton height={height} />}
      <div ref={frame} role="img" aria-label={label} style={{ position: 'absolute', inset: 0 }} />
    </div>
  );
}
