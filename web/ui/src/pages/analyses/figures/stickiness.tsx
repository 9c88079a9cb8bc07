import { useCallback, useMemo } from 'react';
import { distinct, groupsOf, numberOf } from '@/analysis/labels';
import { sideRows } from '@/analysis/side-table';
import type { Lines } from '@/analysis/lines';
import type { Cell } from '@/api/types';
import { SeriesChart } from '@/chart/series-chart';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { FigureProps } from '../figure';
import { analysisTexts } from '../texts';
import { figureTexts } from './texts';
import { LineChart } from './line-chart';

const ratioNames = ['daily_of_weekly', 'daily_of_monthly', 'weekly_of_monthly'] as const;

/** How many are active on how many days, and the ratio of days to weeks or months over time. */
export function StickinessFigure({ result, labels, onDrill }: FigureProps) {
  const t = useTexts(figureTexts);
  const words = useTexts(analysisTexts);
  const f = useFormat();
  const lines = useMemo((): Lines => {
    const groups = groupsOf(result, labels);
    const days = groups.flatMap((group) => group.rows.map((row) => numberOf(row.active_days) ?? 0));
    const steps = [...new Set(days)].sort((a, b) => a - b);
    return {
      steps,
      lines: groups.map((group) => {
        const rows = steps.map((step) => group.rows.find((row) => row.active_days === step));
        return {
          name: group.label || labels.column({ name: 'users' }),
          measure: 'users',
          values: rows.map((row) => numberOf(row?.users)),
          rows,
        };
      }),
    };
  }, [result, labels]);
  const step = useCallback((value: Cell) => t.activeDays(Number(value)), [t]);
  const ratios = useMemo(() => {
    const rows = sideRows(result.ratios);
    const days = distinct(rows.map((row) => String(row.time)));
    const audiences = distinct(rows.map((row) => row.audience ?? null));
    const names = audiences.length > 1 ? ratioNames.slice(1, 2) : ratioNames;
    return {
      type: 'line' as const,
      categories: days.map((day) => f.shortDay(day)),
      series: audiences.flatMap((audience) => {
        const own = rows.filter((row) => (row.audience ?? null) === audience);
        const at = new Map(own.map((row) => [String(row.time), row]));
        return names.map((name) => ({
          name: audiences.length > 1 ? labels.audience(String(audience)) : labels.column({ name }),
          values: days.map((day) => numberOf(at.get(day)?.[name])),
        }));
      }),
      value: f.percent,
    };
  }, [result, labels, f]);
  return (
    <div className="stack loose">
      <LineChart
        label={words.model.stickiness}
        type="bar"
        lines={lines}
        step={step}
        value={f.exact}
        axisValue={f.compact}
        onPick={onDrill}
      />
      {ratios.series.length > 0 && (
        <div className="stack tight">
          <h3>{t.ratios}</h3>
          <SeriesChart label={t.ratios} chart={ratios} height={220} />
        </div>
      )}
    </div>
  );
}
