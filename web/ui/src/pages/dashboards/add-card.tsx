import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useCatalog } from '@/api/queries';
import { addCard, chartKinds, type ChartKind, type NewCard } from '@/api/reports';
import { Segmented } from '@/design/choices';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { Select, Switch, TextArea, TextInput } from '@/design/inputs';
import { useName, useTexts } from '@/i18n/texts';
import { dashboardTexts } from './texts';

const drawable = chartKinds.filter((kind) => !['heatmap', 'sankey', 'funnel'].includes(kind));

/** Puts metrics or a statement on a dashboard. */
export function AddCard({ dashboard, onClose }: { dashboard: string; onClose: () => void }) {
  const t = useTexts(dashboardTexts);
  const name = useName();
  const catalog = useCatalog().data;
  const [kind, setKind] = useState<'metrics' | 'sql'>('metrics');
  const [title, setTitle] = useState('');
  const [metric, setMetric] = useState('');
  const [by, setBy] = useState('day');
  const [compare, setCompare] = useState(false);
  const [sql, setSql] = useState('');
  const [chart, setChart] = useState<ChartKind>('auto');
  const metrics = (catalog?.metrics ?? []).map((one) => ({
    value: one.key,
    label: name(one.names, one.key),
  }));
  const asked = metrics.find((one) => one.value === metric)?.label ?? '';
  const card = (): NewCard => ({
    title: title.trim() || asked || t.sql,
    kind,
    chart,
    request:
      kind === 'sql'
        ? { sql }
        : {
            metrics: [metric],
            ...(by === 'day' || by === 'week' ? { grain: by } : {}),
            ...(by.startsWith('by:') ? { by: [{ dimension: by.slice(3) }], limit: 30 } : {}),
            ...(compare ? { compare: { shift: 'previous' } } : {}),
          },
  });
  const add = useMutation({
    mutationFn: () => addCard(dashboard, card()),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title={t.add}
      submit={t.addSubmit}
      busy={add.isPending}
      disabled={kind === 'sql' ? !sql.trim() || !title.trim() : !metric}
      error={add.error}
      onSubmit={() => add.mutate()}
      onClose={onClose}
    >
      <Segmented
        label={t.kind}
        value={kind}
        choices={[
          { value: 'metrics', label: t.metrics },
          { value: 'sql', label: t.sql },
        ]}
        onChange={setKind}
      />
      {kind === 'metrics' ? (
        <>
          <Field label={t.metric}>
            <Select value={metric} options={metrics} onChange={setMetric} />
          </Field>
          <Field label={t.by}>
            <Select
              value={by}
              options={[
                { value: '', label: t.nothing },
                { value: 'day', label: t.overTime },
                { value: 'week', label: t.overWeeks },
                ...(catalog?.dimensions ?? [])
                  .filter((one) => one.type === 'text' || one.type === 'boolean')
                  .map((one) => ({ value: `by:${one.key}`, label: name(one.names, one.key) })),
              ]}
              onChange={setBy}
            />
          </Field>
          <Switch on={compare} onChange={setCompare}>
            {t.compare}
          </Switch>
        </>
      ) : (
        <Field label={t.statement}>
          <TextArea mono rows={6} value={sql} onChange={(e) => setSql(e.target.value)} />
        </Field>
      )}
      <Field label={t.cardTitle}>
        <TextInput value={title} placeholder={asked} onChange={(e) => setTitle(e.target.value)} />
      </Field>
      <Field label={t.chart}>
        <Select
          value={chart}
          options={drawable.map((value) => ({ value, label: t.charts[value] }))}
          onChange={setChart}
        />
      </Field>
    </FormDialog>
  );
}
