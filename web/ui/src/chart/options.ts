/** Turns plain series into ECharts options in the console's colours. */
import type { EChartsCoreOption } from 'echarts/core';

export interface Series {
  name: string;
  values: (number | null)[];
  /** Drawn as a dashed line, as what is compared with or only expected. */
  dashed?: boolean;
  /** Whose colour it shares; by default every series has its own. */
  tone?: number;
}

export interface SeriesChart {
  type: 'line' | 'bar' | 'pie';
  categories: string[];
  series: Series[];
  /** Bars lie on their side when the categories are names rather than times. */
  horizontal?: boolean;
  stacked?: boolean;
  /** Where the axis of values ends, when it is known. */
  end?: number;
  value: (value: number) => string;
  axisValue?: (value: number) => string;
}

export interface Palette {
  series: string[];
  ink: string;
  soft: string;
  line: string;
  raised: string;
  font: string;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    series: [1, 2, 3, 4, 5, 6].map((i) => read(`--series-${i}`)),
    ink: read('--ink'),
    soft: read('--ink-3'),
    line: read('--line'),
    raised: read('--raised'),
    font: read('--font'),
  };
}

export function seriesOption(chart: SeriesChart, palette: Palette): EChartsCoreOption {
  return chart.type === 'pie' ? pieOption(chart, palette) : axisOption(chart, palette);
}

const common = (chart: SeriesChart, palette: Palette) => ({
  color: palette.series,
  textStyle: { fontFamily: palette.font, color: palette.ink },
  animationDuration: 350,
  animationDurationUpdate: 250,
  legend:
    chart.series.length > 1 || chart.type === 'pie'
      ? {
          // Dashed lines share their colour with what they belong to.
          data:
            chart.series.length > 6
              ? chart.series.filter((one) => !one.dashed).map((one) => one.name)
              : undefined,
          top: 0,
          left: 0,
          type: chart.series.length > 6 ? 'scroll' : 'plain',
          icon: 'roundRect',
          itemWidth: 10,
          itemHeight: 10,
          itemGap: 16,
          textStyle: { color: palette.soft, fontSize: 12 },
        }
      : undefined,
  tooltip: tooltip(palette, chart.value),
});

/** The box that says what lies under the pointer. */
export const tooltip = (palette: Palette, say: (value: number) => string) => ({
  backgroundColor: palette.raised,
  borderColor: palette.line,
  padding: [8, 12],
  confine: true,
  textStyle: { color: palette.ink, fontSize: 12.5 },
  valueFormatter: (value: unknown) => (typeof value === 'number' ? say(value) : '—'),
  extraCssText: 'border-radius:8px;box-shadow:0 6px 20px -6px rgb(0 0 0 / .25)',
});

function axisOption(chart: SeriesChart, palette: Palette): EChartsCoreOption {
  const base = common(chart, palette);
  const categoryAxis = {
    type: 'category',
    data: chart.categories,
    boundaryGap: chart.type === 'bar',
    inverse: chart.horizontal,
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
    axisLabel: {
      color: palette.soft,
      fontSize: 11.5,
      hideOverlap: true,
      ...(chart.horizontal ? { width: 130, overflow: 'truncate' } : {}),
    },
  };
  const valueAxis = {
    type: 'value',
    max: chart.end,
    splitNumber: 4,
    axisLabel: {
      color: palette.soft,
      fontSize: 11.5,
      // ECharts passes more than the value, which formats would take for digits.
      formatter: (value: number) => (chart.axisValue ?? chart.value)(value),
      hideOverlap: true,
    },
    splitLine: { lineStyle: { color: palette.line, type: [3, 4] } },
  };
  return {
    ...base,
    tooltip: { ...base.tooltip, trigger: 'axis', axisPointer: pointer(chart, palette) },
    grid: { left: 4, right: 18, top: base.legend ? 34 : 12, bottom: 2, containLabel: true },
    xAxis: chart.horizontal ? valueAxis : categoryAxis,
    yAxis: chart.horizontal ? categoryAxis : valueAxis,
    series: chart.series.map((series, i) => seriesOf(chart, series, i, palette)),
  };
}

const pointer = (chart: SeriesChart, palette: Palette) =>
  chart.type === 'bar'
    ? { type: 'shadow', shadowStyle: { color: palette.line, opacity: 0.4 } }
    : { type: 'line', lineStyle: { color: palette.soft, type: 'dashed' } };

function seriesOf(chart: SeriesChart, series: Series, index: number, palette: Palette) {
  const shared = { type: chart.type, name: series.name, data: series.values };
  const color = colorOf(series.tone ?? index, palette);
  if (chart.type === 'line') {
    return {
      ...shared,
      color,
      smooth: 0.25,
      smoothMonotone: 'x',
      symbol: 'circle',
      symbolSize: 6,
      showSymbol: series.values.length <= 2,
      lineStyle: series.dashed
        ? { width: 1.75, type: [4, 4], opacity: 0.75, color }
        : { width: 2.25, color },
      areaStyle: chart.series.length === 1 && !series.dashed ? { color: fade(color) } : undefined,
      emphasis: { focus: 'series' },
    };
  }
  const last = index === chart.series.length - 1;
  const round = chart.stacked && !last ? 0 : 3;
  return {
    ...shared,
    stack: chart.stacked ? 'all' : undefined,
    barMaxWidth: chart.horizontal ? 16 : 26,
    barCategoryGap: '35%',
    itemStyle: {
      color,
      opacity: series.dashed ? 0.45 : 1,
      borderRadius: chart.horizontal ? [0, round, round, 0] : [round, round, 0, 0],
    },
  };
}

/** Six colours of their own; what comes later repeats them. */
export const colorOf = (index: number, palette: Palette) =>
  palette.series[index % palette.series.length] ?? palette.ink;

const fade = (color: string) => ({
  type: 'linear',
  x: 0,
  y: 0,
  x2: 0,
  y2: 1,
  colorStops: [
    { offset: 0, color: `${color}33` },
    { offset: 1, color: `${color}00` },
  ],
});

function pieOption(chart: SeriesChart, palette: Palette): EChartsCoreOption {
  const base = common(chart, palette);
  const values = chart.series[0]?.values ?? [];
  return {
    ...base,
    tooltip: { ...base.tooltip, trigger: 'item' },
    legend: { ...base.legend, orient: 'vertical', left: '58%', top: 'middle' },
    series: [
      {
        type: 'pie',
        name: chart.series[0]?.name,
        radius: ['52%', '82%'],
        center: ['28%', '50%'],
        label: { show: false },
        itemStyle: { borderColor: palette.raised, borderWidth: 2, borderRadius: 4 },
        data: chart.categories.map((name, i) => ({ name, value: values[i] ?? 0 })),
      },
    ],
  };
}
