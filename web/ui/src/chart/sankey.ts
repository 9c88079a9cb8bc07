/** Streams between nodes in columns. */
import type { EChartsCoreOption } from 'echarts/core';
import { colorOf, tooltip, type Palette } from './options';

interface Node {
  name: string;
  label: string;
  depth: number;
}

interface Link {
  source: string;
  target: string;
  value: number;
}

export function sankeyOption(
  nodes: readonly Node[],
  links: readonly Link[],
  palette: Palette,
  say: (value: number) => string,
): EChartsCoreOption {
  const labels = new Map(nodes.map((node) => [node.name, node.label]));
  const tones = new Map([...new Set(labels.values())].map((label, i) => [label, i]));
  const name = (key: unknown) => labels.get(String(key)) ?? '';
  return {
    textStyle: { fontFamily: palette.font, color: palette.ink },
    tooltip: {
      ...tooltip(palette, say),
      trigger: 'item',
      formatter: ({
        data,
        name: key,
        value,
      }: {
        data: Partial<Link>;
        name: string;
        value: number;
      }) =>
        data.source === undefined
          ? `${escape(name(key))}<br><b>${say(value)}</b>`
          : `${escape(name(data.source))} → ${escape(name(data.target))}<br><b>${say(value)}</b>`,
    },
    series: [
      {
        type: 'sankey',
        left: 4,
        right: 96,
        top: 8,
        bottom: 8,
        nodeWidth: 10,
        nodeGap: 12,
        nodeAlign: 'left',
        draggable: false,
        layoutIterations: 24,
        emphasis: { focus: 'trajectory' },
        data: nodes.map((node) => ({
          name: node.name,
          depth: node.depth,
          itemStyle: { color: colorOf(tones.get(node.label) ?? 0, palette), borderWidth: 0 },
          label: { formatter: node.label },
        })),
        links: links.map((link) => ({ ...link })),
        label: {
          color: palette.ink,
          fontSize: 11.5,
          width: 92,
          overflow: 'truncate',
          textBorderColor: palette.raised,
          textBorderWidth: 2,
        },
        lineStyle: { color: 'source', opacity: 0.26, curveness: 0.5 },
      },
    ],
  };
}

/** Tooltips are HTML, names of events are anything. */
const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
