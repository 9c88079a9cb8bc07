import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '@/api/client';
import type { Experiment, ExperimentMetric, Variant } from '@/api/marketing';
import { queryClient, usePlacements } from '@/api/queries';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { Select, TextInput } from '@/design/inputs';
import { toast } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import { MetricRows } from './metric-rows';
import { experimentTexts } from './texts';
import { VariantRows } from './variant-rows';

const openingVariants: Variant[] = [
  { key: 'control', name: 'Control', weight: 1, control: true },
  { key: 'treatment', name: 'Treatment', weight: 1, control: false },
];

export function CreateExperiment({ onClose }: { onClose: () => void }) {
  const t = useTexts(experimentTexts);
  const [, navigate] = useLocation();
  const placements = usePlacements().data ?? [];
  const [key, setKey] = useState('');
  const [name, setName] = useState('');
  const [placement, setPlacement] = useState('');
  const [variants, setVariants] = useState(openingVariants);
  const [metrics, setMetrics] = useState<ExperimentMetric[]>([]);
  const save = useMutation({
    mutationFn: () =>
      call<Experiment>('POST', '/api/experiments', {
        json: {
          key: key.trim(),
          name: name.trim(),
          variants,
          metrics,
          ...(placement ? { placement } : {}),
        },
      }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['experiments'] });
      toast(t.created(name.trim()));
      onClose();
      navigate(`/experiments/${key.trim()}`);
    },
  });
  const complete =
    key.trim() !== '' &&
    name.trim() !== '' &&
    variants.length >= 2 &&
    variants.every((v) => v.key.trim() && v.weight > 0) &&
    metrics.length > 0 &&
    metrics.every((m) => m.event && (m.kind === 'conversion' || m.property));
  return (
    <FormDialog
      wide
      title={t.createTitle}
      submit={t.save}
      busy={save.isPending}
      disabled={!complete}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <div className="grid-2">
        <Field label={t.name}>
          <TextInput autoFocus value={name} onChange={(e) => setName(e.target.value)} />
        </Field>
        <Field label={t.key} hint={t.keyHint}>
          <TextInput value={key} onChange={(e) => setKey(e.target.value)} />
        </Field>
      </div>
      <Field label={t.placement}>
        <Select
          value={placement}
          options={[
            { value: '', label: t.noPlacement },
            ...placements.map((p) => ({ value: p.key, label: p.name })),
          ]}
          onChange={setPlacement}
        />
      </Field>
      <VariantRows variants={variants} onChange={setVariants} />
      <MetricRows metrics={metrics} onChange={setMetrics} />
    </FormDialog>
  );
}
