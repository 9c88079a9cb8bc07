import { useMutation } from '@tanstack/react-query';
import { BellRing, Plus, Power, ScanSearch, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useCatalog } from '@/api/queries';
import {
  checkAlert,
  deleteAlert,
  enableAlert,
  useAlerts,
  useFirings,
  type Alert,
  type Firing,
} from '@/api/reports';
import { Button, IconButton } from '@/design/button';
import { Empty, Loaded } from '@/design/states';
import { Badge, Card, PageHead, type Tone } from '@/design/surface';
import { toast, toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useName, useSpoken, useTexts } from '@/i18n/texts';
import { CreateAlert } from './create-alert';
import { alertTexts } from './texts';

/** What is watched, and what fired. */
export default function Alerts() {
  const t = useTexts(alertTexts);
  const alerts = useAlerts();
  const firings = useFirings();
  const [creating, setCreating] = useState(false);
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t.create}
    </Button>
  );
  return (
    <>
      <PageHead title={t.title} lead={t.lead}>
        {create}
      </PageHead>
      <div className="stack loose">
        <Card flush label={t.title}>
          <Loaded query={alerts}>
            {(list) =>
              list.length === 0 ? (
                <Empty icon={BellRing} title={t.emptyTitle} actions={create}>
                  {t.emptyWhat}
                </Empty>
              ) : (
                <Watched alerts={list} />
              )
            }
          </Loaded>
        </Card>
        <Card flush title={t.firings}>
          <Loaded query={firings}>
            {(list) =>
              list.length === 0 ? (
                <p className="muted" style={{ padding: '0 18px 12px' }}>
                  {t.noFirings}
                </p>
              ) : (
                <History firings={list} />
              )
            }
          </Loaded>
        </Card>
      </div>
      {creating && <CreateAlert onClose={() => setCreating(false)} />}
    </>
  );
}

function Watched({ alerts }: { alerts: Alert[] }) {
  const t = useTexts(alertTexts);
  return (
    <div className="table-frame">
      <table className="table" aria-label={t.title}>
        <thead>
          <tr>
            <th>{t.name}</th>
            <th>{t.condition}</th>
            <th>{t.state}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <Row key={alert.key} alert={alert} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ alert }: { alert: Alert }) {
  const t = useTexts(alertTexts);
  const f = useFormat();
  const spoken = useSpoken();
  const metric = useMetricName();
  const check = useMutation({
    mutationFn: () => checkAlert(alert.key),
    onSuccess: (seen) => toast(seen === undefined ? t.nothingOver : seen.fires ? t.fired : t.quiet),
    onError: toastError,
  });
  const enable = useMutation({
    mutationFn: () => enableAlert(alert, !alert.enabled),
    onError: toastError,
  });
  const remove = useMutation({ mutationFn: () => deleteAlert(alert.key), onError: toastError });
  const { threshold, anomaly } = alert.condition;
  return (
    <tr>
      <td>
        <div className="name">{spoken(alert.name)}</div>
        <div className="small muted">
          {metric(alert.metric)} · {alert.grain === 'hour' ? t.hour : t.day}
        </div>
      </td>
      <td className="small">
        {anomaly
          ? `${t.anomaly} · ${t.sides[anomaly.side ?? 'both']} · ${anomaly.sensitivity ?? 3.5}`
          : [
              threshold?.above !== undefined && `${t.above} ${f.exact(threshold.above)}`,
              threshold?.below !== undefined && `${t.below} ${f.exact(threshold.below)}`,
            ]
              .filter(Boolean)
              .join(' · ')}
      </td>
      <td>
        <Badge tone={alert.enabled ? 'good' : 'plain'} dot>
          {alert.enabled ? t.on : t.off}
        </Badge>
        <div className="small muted">
          {alert.last ? t.lastFired(f.ago(alert.last.at)) : t.neverFired}
        </div>
      </td>
      <td className="right nowrap">
        <IconButton label={t.check} busy={check.isPending} onClick={() => check.mutate()}>
          <ScanSearch />
        </IconButton>
        <IconButton
          label={alert.enabled ? t.turnOff : t.turnOn}
          busy={enable.isPending}
          onClick={() => enable.mutate()}
        >
          <Power />
        </IconButton>
        <IconButton label={t.remove} busy={remove.isPending} onClick={() => remove.mutate()}>
          <Trash2 />
        </IconButton>
      </td>
    </tr>
  );
}

export function useMetricName() {
  const name = useName();
  const metrics = useCatalog().data?.metrics ?? [];
  return (key: string) => name(metrics.find((one) => one.key === key)?.names, key);
}

const tones: Record<Firing['delivery'], Tone> = {
  none: 'plain',
  pending: 'plain',
  delivered: 'good',
  failed: 'bad',
};

function History({ firings }: { firings: Firing[] }) {
  const t = useTexts(alertTexts);
  const f = useFormat();
  const spoken = useSpoken();
  const metric = useMetricName();
  return (
    <div className="table-frame" style={{ maxHeight: 420 }}>
      <table className="table dense" aria-label={t.firings}>
        <thead>
          <tr>
            <th>{t.when}</th>
            <th>{t.name}</th>
            <th>{t.of}</th>
            <th className="right">{t.value}</th>
            <th>{t.told}</th>
          </tr>
        </thead>
        <tbody>
          {firings.map((firing) => (
            <tr key={firing.id}>
              <td className="nowrap">{f.dateTime(firing.at)}</td>
              <td>
                {spoken(firing.name)}
                <div className="small muted">{metric(firing.metric)}</div>
              </td>
              <td>
                {firing.start.length > 10 ? f.dateTime(firing.start) : f.shortDay(firing.start)}
              </td>
              <td className="right num">
                {f.exact(firing.value, 4)}
                {firing.expected !== undefined && (
                  <div className="small muted">{t.expected(f.exact(firing.expected, 2))}</div>
                )}
              </td>
              <td title={firing.problem}>
                <Badge tone={tones[firing.delivery]}>{t.deliveries[firing.delivery]}</Badge>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
