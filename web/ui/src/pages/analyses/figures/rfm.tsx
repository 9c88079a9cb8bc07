import { useCallback, useMemo } from 'react';
import { numberOf, rowsOf, type Cells } from '@/analysis/labels';
import { ChartFrame } from '@/chart/frame';
import type { Palette } from '@/chart/options';
import { treemapOption } from '@/chart/treemap';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { FigureProps } from '../figure';
import { analysisTexts } from '../texts';

/** Areas as large as their segments; what lies inside has the same segment and other scores. */
export function RfmFigure({ result, labels, onDrill }: FigureProps) {
  const t = useTexts(analysisTexts);
  const f = useFormat();
  const areas = useMemo(() => {
    const column = result.columns.find((one) => one.name === 'segment');
    const groups = new Map<string, Cells[]>();
    for (const row of rowsOf(result)) {
      const name = column ? labels.cell(column, row.segment) : String(row.segment);
      groups.set(name, [...(groups.get(name) ?? []), row]);
    }
    return [...groups].map(([name, rows]) => ({
      name,
      value: rows.reduce((sum, row) => sum + (numberOf(row.users) ?? 0), 0),
      children: rows.map((row) => ({
        name: [row.r, row.f, row.m].map((one) => one ?? '·').join(''),
        value: numberOf(row.users) ?? 0,
        row,
      })),
    }));
  }, [result, labels]);
  const option = useCallback(
    (palette: Palette) => treemapOption(areas, palette, f.exact),
    [areas, f],
  );
  return (
    <ChartFrame
      label={t.model.rfm}
      option={option}
      height={380}
      onPick={({ data }) => {
        const row = (data as { row?: Cells } | undefined)?.row;
        if (row) onDrill(row, 'users');
      }}
    />
  );
}
