import type { Comparison, ExperimentMetric, ExperimentReport } from '@/api/marketing';
import { scaleFor, Whisker, WhiskerAxis } from '@/chart/whisker';
import { Card } from '@/design/surface';
import { pValue } from '@/format/numbers';
import { useFormat, type Format } from '@/format/use-format';
import { useSpoken, useTexts } from '@/i18n/texts';
import { experimentTexts } from './texts';

/** One forest plot per metric: every variant's difference to control with its interval. */
export function Differences({ report }: { report: ExperimentReport }) {
  const t = useTexts(experimentTexts);
  return (
    <Card title={t.differences} flush>
      <p className="small muted" style={{ padding: '0 18px 6px' }}>
        {t.differencesWhat}
      </p>
      {report.comparisons.length === 0 && (
        <p className="muted" style={{ padding: '4px 18px 12px' }}>
          {t.noComparisons}
        </p>
      )}
      {report.experiment.metrics.map((metric) => (
        <MetricForest
          key={metric.key}
          metric={metric}
          comparisons={report.comparisons.filter((c) => c.metric === metric.key)}
          report={report}
        />
      ))}
    </Card>
  );
}

interface MetricForestProps {
  metric: ExperimentMetric;
  comparisons: Comparison[];
  report: ExperimentReport;
}

function MetricForest({ metric, comparisons, report }: MetricForestProps) {
  const t = useTexts(experimentTexts);
  const f = useFormat();
  const scale = scaleFor(comparisons, true);
  const say = sayDifference(metric, f);
  const bound = (v: number) =>
    metric.kind === 'conversion' ? f.signed(v * 100, 2, 2) : f.signed(v, 4);
  const spoken = useSpoken();
  const metricName = spoken(metric.name || metric.key);
  const name = (key: string) => spoken(report.variants.find((v) => v.key === key)?.name || key);
  if (comparisons.length === 0) return null;
  return (
    <div className="forest">
      <table className="table dense" aria-label={metricName}>
        <thead>
          <tr>
            <th style={{ width: '18%' }}>{metricName}</th>
            <th style={{ width: 350 }}>{t.differences}</th>
            <th className="right">{t.difference}</th>
            <th className="right">{t.relative}</th>
            <th className="right">{t.p}</th>
          </tr>
        </thead>
        <tbody>
          {comparisons.map((c) => (
            <tr key={c.variant}>
              <td className="name">{name(c.variant)}</td>
              <td>
                <Whisker
                  zero
                  scale={scale}
                  value={c.difference}
                  low={c.low}
                  high={c.high}
                  width={320}
                  label={t.interval(say(c.difference), say(c.low), say(c.high))}
                />
              </td>
              <td className="right">
                <strong>{say(c.difference)}</strong>
                <div className="small muted">
                  [{bound(c.low)}, {bound(c.high)}]
                </div>
              </td>
              <td className="right">
                {typeof c.relative === 'number'
                  ? `${c.relative > 0 ? '+' : ''}${f.percent(c.relative)}`
                  : '—'}
              </td>
              <td className="right">{pValue(c.p_value)}</td>
            </tr>
          ))}
          <tr className="axis-row" aria-hidden>
            <td />
            <td>
              <WhiskerAxis
                scale={scale}
                width={320}
                format={(v) => (metric.kind === 'conversion' ? f.percent(v) : f.exact(v, 3))}
              />
            </td>
            <td colSpan={3} />
          </tr>
        </tbody>
      </table>
      <ul className="verdicts">
        {comparisons.map((c) => (
          <li key={c.variant}>{verdict(c, name(c.variant), metricName, say, t)}</li>
        ))}
      </ul>
    </div>
  );
}

const sayDifference = (metric: ExperimentMetric, f: Format) => (value: number) =>
  metric.kind === 'conversion' ? f.points(value) : f.signed(value, 4);

function verdict(
  c: Comparison,
  variant: string,
  metric: string,
  say: (value: number) => string,
  t: ReturnType<typeof useTexts<(typeof experimentTexts)['en']>>,
): string {
  if (c.low > 0) return t.verdict.better(variant, metric, say(c.difference));
  if (c.high < 0) return t.verdict.worse(variant, metric, say(c.difference));
  return t.verdict.open(variant, metric);
}
