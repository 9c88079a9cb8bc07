/** Areas that share a whole, in two levels. */
import type { EChartsCoreOption } from 'echarts/core';
import { colorOf, tooltip, type Palette } from './options';

interface Area {
  name: string;
  value: number;
  children?: readonly Area[];
}

export const treemapOption = (
  areas: readonly Area[],
  palette: Palette,
  say: (value: number) => string,
): EChartsCoreOption => ({
  textStyle: { fontFamily: palette.font },
  tooltip: tooltip(palette, say),
  series: [
    {
      type: 'treemap',
      left: 0,
      right: 0,
      top: 0,
      bottom: 0,
      roam: false,
      nodeClick: false,
      breadcrumb: { show: false },
      upperLabel: { show: true, height: 24, color: '#fff', fontWeight: 600 },
      label: { color: '#fff', fontSize: 11 },
      itemStyle: { borderColor: palette.raised, gapWidth: 1 },
      levels: [
        { itemStyle: { borderWidth: 0, gapWidth: 3 }, upperLabel: { show: false } },
        { itemStyle: { borderColorSaturation: 0.5, borderWidth: 2, gapWidth: 1 } },
        { colorAlpha: [0.65, 0.95] },
      ],
      data: areas.map((area, i) => {
        // Past the last colour they begin again, lighter.
        const color = colorOf(i, palette) + (i < palette.series.length ? '' : 'a6');
        return { ...area, itemStyle: { color, borderColor: color } };
      }),
    },
  ],
});
