import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useCatalog } from '@/api/queries';
import { createAlert, useAlertPreview, type NewAlert, type Watched } from '@/api/reports';
import { newSecret } from '@/api/webhook-secret';
import { SeriesChart } from '@/chart/series-chart';
import { Segmented } from '@/design/choices';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { NumberInput, Select, Switch, TextInput } from '@/design/inputs';
import { ErrorNotice, Skeleton } from '@/design/states';
import { useFormat } from '@/format/use-format';
import { useName, useTexts } from '@/i18n/texts';
import { alertTexts } from './texts';

type Side = 'both' | 'above' | 'below';

/** Says what is watched, and shows what it would have fired on. */
export function CreateAlert({ onClose }: { onClose: () => void }) {
  const t = useTexts(alertTexts);
  const named = useName();
  const metrics = useCatalog().data?.metrics ?? [];
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [metric, setMetric] = useState('');
  const [grain, setGrain] = useState<'hour' | 'day'>('day');
  const [kind, setKind] = useState<'anomaly' | 'threshold'>('anomaly');
  const [sensitivity, setSensitivity] = useState<number | undefined>(3.5);
  const [side, setSide] = useState<Side>('both');
  const [above, setAbove] = useState<number>();
  const [below, setBelow] = useState<number>();
  const [telling, setTelling] = useState(false);
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState(newSecret);
  const whole = kind === 'anomaly' ? true : above !== undefined || below !== undefined;
  const watched = useMemo(
    () => ({
      name: name.trim() || '–',
      metric,
      grain,
      enabled: true,
      condition:
        kind === 'anomaly' ? { anomaly: { sensitivity, side } } : { threshold: { above, below } },
    }),
    [name, metric, grain, kind, sensitivity, side, above, below],
  );
  const create = useMutation({
    mutationFn: () => {
      const alert: NewAlert = {
        ...watched,
        key: key.trim(),
        ...(telling ? { webhook: { url: url.trim(), secret: secret.trim() } } : {}),
      };
      return createAlert(alert);
    },
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title={t.create}
      wide
      submit={t.submit}
      busy={create.isPending}
      disabled={!name.trim() || !key.trim() || !metric || !whole || (telling && !url.trim())}
      error={create.error}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <Field label={t.name}>
        <TextInput autoFocus value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
      <Field label={t.key}>
        <TextInput className="mono" value={key} onChange={(e) => setKey(e.target.value)} />
      </Field>
      <Field label={t.metric}>
        <Select
          value={metric}
          options={metrics.map((one) => ({ value: one.key, label: named(one.names, one.key) }))}
          onChange={setMetric}
        />
      </Field>
      <div className="row loose wrap">
        <Segmented
          label={t.grain}
          value={grain}
          choices={[
            { value: 'day', label: t.day },
            { value: 'hour', label: t.hour },
          ]}
          onChange={setGrain}
        />
        <Segmented
          label={t.condition}
          value={kind}
          choices={[
            { value: 'anomaly', label: t.anomaly },
            { value: 'threshold', label: t.threshold },
          ]}
          onChange={setKind}
        />
      </div>
      {kind === 'anomaly' ? (
        <>
          <Field label={t.sensitivity} hint={t.sensitivityHint}>
            <NumberInput value={sensitivity} onChange={setSensitivity} />
          </Field>
          <Segmented
            label={t.side}
            value={side}
            choices={(['both', 'above', 'below'] as const).map((value) => ({
              value,
              label: t.sides[value],
            }))}
            onChange={setSide}
          />
        </>
      ) : (
        <>
          <Field label={t.above}>
            <NumberInput value={above} onChange={setAbove} />
          </Field>
          <Field label={t.below}>
            <NumberInput value={below} onChange={setBelow} />
          </Field>
        </>
      )}
      {metric && whole && <Preview alert={watched} />}
      <Switch on={telling} onChange={setTelling}>
        {t.webhook}
      </Switch>
      {telling && (
        <>
          <Field label={t.url}>
            <TextInput
              type="url"
              placeholder="https://"
              value={url}
              onChange={(e) => setUrl(e.target.value)}
            />
          </Field>
          <Field label={t.secret}>
            <TextInput
              className="mono"
              value={secret}
              onChange={(e) => setSecret(e.target.value)}
            />
          </Field>
        </>
      )}
    </FormDialog>
  );
}

function Preview({ alert }: { alert: Omit<NewAlert, 'key'> }) {
  const t = useTexts(alertTexts);
  const f = useFormat();
  const preview = useAlertPreview(alert);
  const chart = useMemo(() => chartOf(preview.data ?? [], t, f), [preview.data, t, f]);
  if (preview.error) return <ErrorNotice error={preview.error} />;
  if (!preview.data) return <Skeleton height={180} />;
  const fired = preview.data.filter((point) => point.fires);
  return (
    <div className="stack tight">
      <span className="small soft">
        {fired.length === 0 ? t.previewNever : t.previewTimes(f.exact(fired.length))}
        {fired.length > 0 &&
          `: ${fired
            .slice(-3)
            .map((p) => said(p, f))
            .join(', ')}`}
      </span>
      <SeriesChart label={t.preview} chart={chart} height={180} />
    </div>
  );
}

const said = (point: Watched, f: ReturnType<typeof useFormat>) =>
  point.start.length > 10 ? f.dateTime(point.start) : f.shortDay(point.start);

function chartOf(
  points: Watched[],
  t: { value: string; usual: string; low: string; high: string },
  f: ReturnType<typeof useFormat>,
) {
  const some = points.some((point) => point.expected !== undefined);
  const series = (name: string, of: (point: Watched) => number | undefined) => ({
    name,
    values: points.map((point) => of(point) ?? null),
  });
  return {
    type: 'line' as const,
    categories: points.map((point) => said(point, f)),
    series: [
      series(t.value, (point) => point.value),
      ...(some
        ? [
            series(t.usual, (point) => point.expected),
            series(t.low, (point) => point.low),
            series(t.high, (point) => point.high),
          ]
        : []),
    ],
    value: (value: number) => f.exact(value, 2),
    axisValue: f.compact,
  };
}
