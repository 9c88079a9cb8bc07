import { useMutation, useQuery } from '@tanstack/react-query';
import { LayoutDashboard } from 'lucide-react';
import { useState } from 'react';
import type { ModelKey } from '@/analysis/spec';
import { call } from '@/api/client';
import { get, queryClient } from '@/api/queries';
import { Button } from '@/design/button';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { Select, TextInput } from '@/design/inputs';
import { toast } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import type { Json } from '@/rule/json';
import { analysisTexts } from './texts';

interface Dashboard {
  key: string;
  name: string;
}

interface SaveToDashboardProps {
  model: ModelKey;
  request: Json;
  disabled: boolean;
}

/** How dashboards draw the answers of a model. */
const charts: Partial<Record<ModelKey, string>> = {
  segmentation: 'line',
  funnel: 'funnel',
  retention: 'heatmap',
  path: 'sankey',
  distribution: 'bar',
};

const makeNew = '';

/** Puts the question on a dashboard, where it is asked anew each time. */
export function SaveToDashboard({ model, request, disabled }: SaveToDashboardProps) {
  const t = useTexts(analysisTexts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button disabled={disabled} onClick={() => setOpen(true)}>
        <LayoutDashboard aria-hidden />
        {t.toDashboard}
      </Button>
      {open && <CardDialog model={model} request={request} onClose={() => setOpen(false)} />}
    </>
  );
}

interface CardDialogProps extends Omit<SaveToDashboardProps, 'disabled'> {
  onClose: () => void;
}

function CardDialog({ model, request, onClose }: CardDialogProps) {
  const t = useTexts(analysisTexts);
  const [key, setKey] = useState<string>();
  const [name, setName] = useState('');
  const [title, setTitle] = useState<string>(t.model[model]);
  const dashboards = useQuery({
    queryKey: ['dashboards'],
    queryFn: ({ signal }) => get<{ dashboards: Dashboard[] }>('/api/dashboards', signal),
    select: (data) => data.dashboards,
  });
  const chosen = key ?? dashboards.data?.[0]?.key ?? makeNew;
  const card = { title: title.trim(), kind: 'analysis', model, request, chart: charts[model] };
  const add = useMutation({
    mutationFn: () =>
      chosen === makeNew
        ? call<Dashboard>('POST', '/api/dashboards', {
            json: {
              key: freeKey(dashboards.data ?? []),
              name: name.trim(),
              cards: [{ ...card, w: 12, h: 6 }],
            },
          })
        : call<Dashboard>('POST', `/api/dashboards/${encodeURIComponent(chosen)}/cards`, {
            json: card,
          }),
    onSuccess: (dashboard) => {
      void queryClient.invalidateQueries({ queryKey: ['dashboards'] });
      toast(t.added(dashboard.name));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t.toDashboard}
      submit={t.add}
      busy={add.isPending}
      disabled={title.trim() === '' || (chosen === makeNew && name.trim() === '')}
      error={add.error ?? dashboards.error}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <Field label={t.dashboard}>
        <Select
          value={chosen}
          options={[
            ...(dashboards.data ?? []).map((one) => ({ value: one.key, label: one.name })),
            { value: makeNew, label: t.newDashboard },
          ]}
          onChange={setKey}
        />
      </Field>
      {chosen === makeNew && (
        <Field label={t.dashboardName}>
          <TextInput value={name} onChange={(e) => setName(e.target.value)} />
        </Field>
      )}
      <Field label={t.cardTitle}>
        <TextInput value={title} onChange={(e) => setTitle(e.target.value)} />
      </Field>
    </FormDialog>
  );
}

/** Names may be in any script, keys may not. */
function freeKey(taken: readonly Dashboard[]): string {
  for (let n = taken.length + 1; ; n += 1) {
    const key = `dashboard_${n}`;
    if (!taken.some((one) => one.key === key)) return key;
  }
}
