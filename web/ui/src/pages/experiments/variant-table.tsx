import type { ExperimentReport, MetricResult } from '@/api/marketing';
import { Badge, Card } from '@/design/surface';
import { useFormat, type Format } from '@/format/use-format';
import { useSpoken, useTexts } from '@/i18n/texts';
import { experimentTexts } from './texts';

export function VariantTable({ report }: { report: ExperimentReport }) {
  const t = useTexts(experimentTexts);
  const f = useFormat();
  const spoken = useSpoken();
  const { metrics } = report.experiment;
  const all = report.variants.reduce((sum, v) => sum + v.exposed, 0);
  return (
    <Card title={t.variants} flush>
      <div className="table-frame">
        <table className="table" aria-label={t.variants}>
          <thead>
            <tr>
              <th>{t.variant}</th>
              <th className="right">{t.exposed}</th>
              {metrics.map((metric) => (
                <th key={metric.key} className="right">
                  {spoken(metric.name || metric.key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.variants.map((variant) => (
              <tr key={variant.key}>
                <td>
                  <span className="name">{spoken(variant.name || variant.key)}</span>{' '}
                  {variant.control && <Badge>{t.control}</Badge>}
                </td>
                <td className="right">
                  {f.exact(variant.exposed)}
                  <div className="small muted">
                    {t.shareOfExposed} {f.percent(all > 0 ? variant.exposed / all : 0)}
                  </div>
                </td>
                {metrics.map((metric) => (
                  <td key={metric.key} className="right">
                    <Result result={variant.metrics[metric.key]} f={f} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Result({ result, f }: { result: MetricResult | undefined; f: Format }) {
  if (!result) return '—';
  const isRate = result.rate !== undefined && result.rate !== null;
  const value = isRate ? result.rate : result.mean;
  const say = (v: number) => (isRate ? f.percent(v, 2) : f.exact(v, 4));
  return (
    <>
      <strong>{value === undefined || value === null ? '—' : say(value)}</strong>
      <div className="small muted">
        {isRate && result.count !== undefined && f.exact(result.count)}
        {!isRate && result.sum !== undefined && `Σ ${f.compact(result.sum)}`}
        {typeof result.low === 'number' && typeof result.high === 'number' && (
          <>
            {' '}
            [{say(result.low)}, {say(result.high)}]
          </>
        )}
      </div>
    </>
  );
}
