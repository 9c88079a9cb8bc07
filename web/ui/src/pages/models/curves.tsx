import { useMemo } from 'react';
import type { ModelReport } from '@/api/models';
import type { SeriesChart as ChartSpec } from '@/chart/options';
import { SeriesChart } from '@/chart/series-chart';
import { Card } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { rocAt } from './roc';
import { modelTexts } from './texts';

const steps = Array.from({ length: 51 }, (_, i) => i / 50);

export function RocCurve({ report }: { report: ModelReport }) {
  const t = useTexts(modelTexts);
  const f = useFormat();
  const chart = useMemo(
    (): ChartSpec => ({
      type: 'line',
      categories: steps.map((x) => `${f.percent(x, 0)} ${t.othersTaken}`),
      series: [
        { name: t.found, values: steps.map((x) => rocAt(report.roc, x)) },
        { name: t.byChance, values: steps },
      ],
      value: (v) => f.percent(v),
      axisValue: (v) => f.percent(v, 0),
      end: 1,
    }),
    [report, f, t],
  );
  return (
    <Card title={t.roc}>
      <p className="small soft">{t.rocWhat}</p>
      <SeriesChart label={t.roc} chart={chart} height={250} />
    </Card>
  );
}

export function LiftBars({ report }: { report: ModelReport }) {
  const t = useTexts(modelTexts);
  const f = useFormat();
  const chart = useMemo(
    (): ChartSpec => ({
      type: 'bar',
      categories: report.lift.map((row) => t.decile(row.decile)),
      series: [{ name: t.lift, values: report.lift.map((row) => row.lift) }],
      value: (v) => t.times(f.exact(v)),
    }),
    [report, f, t],
  );
  return (
    <Card title={t.lift}>
      <p className="small soft">{t.liftWhat}</p>
      <SeriesChart label={t.lift} chart={chart} height={250} />
    </Card>
  );
}

export function Calibration({ report }: { report: ModelReport }) {
  const t = useTexts(modelTexts);
  const f = useFormat();
  const chart = useMemo(
    (): ChartSpec => ({
      type: 'line',
      categories: report.calibration.map((bin) => f.percent(bin.predicted)),
      series: [
        { name: t.observed, values: report.calibration.map((bin) => bin.observed) },
        { name: t.predicted, values: report.calibration.map((bin) => bin.predicted) },
      ],
      value: (v) => f.percent(v),
      axisValue: (v) => f.percent(v, 0),
    }),
    [report, f, t],
  );
  return (
    <Card title={t.calibration}>
      <p className="small soft">{t.calibrationWhat}</p>
      <SeriesChart label={t.calibration} chart={chart} height={250} />
    </Card>
  );
}
