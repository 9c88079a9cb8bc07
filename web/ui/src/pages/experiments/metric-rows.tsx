import { Plus, X } from 'lucide-react';
import type { ExperimentMetric } from '@/api/marketing';
import { Button, IconButton } from '@/design/button';
import { Select, TextInput } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { useVocabulary } from '@/rule/vocabulary';
import { experimentTexts } from './texts';

interface MetricRowsProps {
  metrics: ExperimentMetric[];
  onChange: (metrics: ExperimentMetric[]) => void;
}

export function MetricRows({ metrics, onChange }: MetricRowsProps) {
  const t = useTexts(experimentTexts);
  const { vocabulary } = useVocabulary();
  const set = (index: number, changed: Partial<ExperimentMetric>) =>
    onChange(metrics.map((m, i) => (i === index ? { ...m, ...changed } : m)));
  const numbers = (event: string) =>
    (vocabulary.event(event)?.properties ?? []).filter((p) => p.type === 'number');
  const add = () => {
    const event = vocabulary.event('conversion') ?? vocabulary.events[0];
    onChange([
      ...metrics,
      {
        key: `metric_${metrics.length + 1}`,
        name: event?.label ?? '',
        event: event?.key ?? '',
        kind: 'conversion',
      },
    ]);
  };
  return (
    <div className="field" role="group" aria-label={t.metrics}>
      <span className="label">{t.metrics}</span>
      {metrics.map((metric, i) => (
        <div key={i} className="row">
          <TextInput
            aria-label={`${t.metrics} ${i + 1}: ${t.metricName}`}
            placeholder={t.metricName}
            value={metric.name}
            onChange={(e) => set(i, { name: e.target.value })}
          />
          <Select
            aria-label={`${t.metrics} ${i + 1}: ${t.event}`}
            value={metric.event}
            options={vocabulary.events.map((e) => ({ value: e.key, label: e.label }))}
            onChange={(event) => set(i, { event, property: undefined })}
          />
          <Select
            aria-label={`${t.metrics} ${i + 1}: ${t.kind}`}
            value={metric.kind}
            options={(['conversion', 'sum'] as const).map((kind) => ({
              value: kind,
              label: t.kinds[kind],
            }))}
            onChange={(kind) =>
              set(i, { kind, property: kind === 'sum' ? numbers(metric.event)[0]?.key : undefined })
            }
          />
          {metric.kind === 'sum' && (
            <Select
              aria-label={`${t.metrics} ${i + 1}: ${t.property}`}
              value={metric.property ?? ''}
              options={numbers(metric.event).map((p) => ({ value: p.key, label: p.label }))}
              onChange={(property) => set(i, { property })}
            />
          )}
          <IconButton
            label={t.removeMetric}
            onClick={() => onChange(metrics.filter((_, j) => j !== i))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      <div>
        <Button small look="ghost" onClick={add}>
          <Plus aria-hidden />
          {t.addMetric}
        </Button>
      </div>
    </div>
  );
}
