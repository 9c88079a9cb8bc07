import { useCallback, useMemo } from 'react';
import { rowsOf } from '@/analysis/labels';
import { pathOf, type PathLink } from '@/analysis/sankey';
import { ChartFrame } from '@/chart/frame';
import { sankeyOption } from '@/chart/sankey';
import type { Palette } from '@/chart/options';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { FigureProps } from '../figure';
import { analysisTexts } from '../texts';

/** Streams from event to event; what a person points at stands out. */
export function PathFigure({ result, labels, onDrill }: FigureProps) {
  const t = useTexts(analysisTexts);
  const f = useFormat();
  const { nodes, links } = useMemo(
    () => pathOf(rowsOf(result), (event) => (event === null ? t.exit : labels.event(event))),
    [result, labels, t],
  );
  const option = useCallback(
    (palette: Palette) => sankeyOption(nodes, links, palette, f.exact),
    [nodes, links, f],
  );
  const perStep = Math.max(
    ...[...new Set(nodes.map((node) => node.depth))].map(
      (depth) => nodes.filter((node) => node.depth === depth).length,
    ),
  );
  return (
    <div className="stack tight">
      <p className="small muted">{t.pathHint}</p>
      <ChartFrame
        label={t.model.path}
        option={option}
        height={Math.max(320, 60 + perStep * 34)}
        onPick={({ data }) => {
          const row = (data as Partial<PathLink> | undefined)?.row;
          if (row) onDrill(row, 'users');
        }}
      />
    </div>
  );
}
