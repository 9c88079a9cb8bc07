import { useMemo } from 'react';
import type { ExperimentReport } from '@/api/marketing';
import type { SeriesChart as ChartSpec } from '@/chart/options';
import { SeriesChart } from '@/chart/series-chart';
import { Card } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { experimentTexts } from './texts';

export function ExposedByDay({ report }: { report: ExperimentReport }) {
  const t = useTexts(experimentTexts);
  const f = useFormat();
  const chart = useMemo((): ChartSpec => {
    const days = [...new Set(report.by_day.map((d) => d.day))].sort();
    const exposed = new Map(report.by_day.map((d) => [`${d.day}/${d.variant}`, d.exposed]));
    return {
      type: 'bar',
      stacked: true,
      categories: days.map(f.shortDay),
      series: report.variants.map((variant) => ({
        name: variant.name || variant.key,
        values: days.map((day) => exposed.get(`${day}/${variant.key}`) ?? 0),
      })),
      value: (v) => f.exact(v),
      axisValue: f.compact,
    };
  }, [report, f]);
  if (report.by_day.length === 0) return null;
  return (
    <Card title={t.byDay}>
      <SeriesChart label={t.byDay} chart={chart} height={260} />
    </Card>
  );
}
