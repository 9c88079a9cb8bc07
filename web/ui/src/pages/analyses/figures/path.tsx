import { useCallback, useMemo, useState } from 'react';
import { groupsOf } from '@/analysis/labels';
import { pathOf, type PathLink } from '@/analysis/sankey';
import { ChartFrame } from '@/chart/frame';
import { sankeyOption } from '@/chart/sankey';
import type { Palette } from '@/chart/options';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { FigureProps } from '../figure';
import { analysisTexts } from '../texts';
import { figureTexts } from './texts';
import { GroupChoice } from './group-choice';

/** Streams from event to event; what a person points at stands out. */
export function PathFigure({ result, request, labels, onDrill }: FigureProps) {
  const t = useTexts(figureTexts);
  const words = useTexts(analysisTexts);
  const f = useFormat();
  const [chosen, setChosen] = useState('');
  const groups = useMemo(() => groupsOf(result, labels), [result, labels]);
  const group = groups.find((one) => one.key === chosen) ?? groups[0];
  const backwards = request.end !== undefined;
  const { nodes, links } = useMemo(() => {
    const over = backwards ? t.begin : t.exit;
    const place = { name: 'from', role: 'label', type: 'text' } as const;
    return pathOf(
      group?.rows ?? [],
      (event) => (event === null ? over : labels.cell(place, event)),
      backwards,
    );
  }, [group, labels, backwards, t]);
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
      <div className="row apart wrap">
        <p className="small muted">{t.pathHint}</p>
        {group && <GroupChoice groups={groups} chosen={group.key} onChoose={setChosen} />}
      </div>
      <ChartFrame
        label={words.model.path}
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
