import { useMutation } from '@tanstack/react-query';
import { LayoutDashboard, Pencil, Plus, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { queryClient, useAudiences } from '@/api/queries';
import {
  deleteDashboard,
  saveDashboard,
  useDashboard,
  type Dashboard as Saved,
  type DashboardCard,
} from '@/api/reports';
import { Button } from '@/design/button';
import { FormDialog } from '@/design/dialog';
import { Select } from '@/design/inputs';
import { Empty, Loaded } from '@/design/states';
import { Card, PageHead } from '@/design/surface';
import { toastError } from '@/design/toasts';
import { useSpoken, useTexts } from '@/i18n/texts';
import { AddCard } from './add-card';
import { CardView, type CardChange } from './card-view';
import { dashboardTexts } from './texts';

/** One dashboard with its cards. */
export default function Dashboard() {
  const { key = '' } = useParams<{ key: string }>();
  const dashboard = useDashboard(key);
  return (
    <Loaded query={dashboard}>{(saved) => <Shown key={saved.key} dashboard={saved} />}</Loaded>
  );
}

function Shown({ dashboard }: { dashboard: Saved }) {
  const t = useTexts(dashboardTexts);
  const [adding, setAdding] = useState(false);
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const save = useMutation({ mutationFn: saveDashboard, onError: toastError });
  const change = (card: DashboardCard, how: CardChange) =>
    save.mutate({ ...dashboard, cards: changed(dashboard.cards, card, how) });
  const add = (
    <Button look="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden />
      {t.add}
    </Button>
  );
  return (
    <>
      <PageHead
        title={dashboard.name}
        lead={dashboard.description || undefined}
        back={{ to: '/dashboards', label: t.title }}
      >
        <Button onClick={() => void queryClient.invalidateQueries({ queryKey: ['card'] })}>
          <RefreshCw aria-hidden />
          {t.refresh}
        </Button>
        <Button onClick={() => setEditing(!editing)} aria-pressed={editing}>
          <Pencil aria-hidden />
          {editing ? t.done : t.edit}
        </Button>
        {add}
      </PageHead>
      <Frame dashboard={dashboard} onSave={(next) => save.mutate(next)} />
      {dashboard.cards.length === 0 ? (
        <Card label={t.cards}>
          <Empty icon={LayoutDashboard} title={t.noCardsTitle} actions={add}>
            {t.noCardsWhat}
          </Empty>
        </Card>
      ) : (
        <div className="dashboard-grid">
          {dashboard.cards.map((card) => (
            <CardView
              key={card.id}
              card={card}
              range={dashboard.range}
              audience={dashboard.audience}
              onChange={editing ? (how) => change(card, how) : undefined}
            />
          ))}
        </div>
      )}
      {editing && (
        <div style={{ marginTop: 16 }}>
          <Button look="danger" onClick={() => setDeleting(true)}>
            <Trash2 aria-hidden />
            {t.delete}
          </Button>
        </div>
      )}
      {adding && <AddCard dashboard={dashboard.key} onClose={() => setAdding(false)} />}
      {deleting && <DeleteDashboard dashboard={dashboard} onClose={() => setDeleting(false)} />}
    </>
  );
}

const widths = [3, 4, 6, 8, 12];

function changed(cards: DashboardCard[], card: DashboardCard, how: CardChange): DashboardCard[] {
  const place = cards.findIndex((other) => other.id === card.id);
  switch (how) {
    case 'remove':
      return cards.filter((other) => other.id !== card.id);
    case 'wider':
    case 'narrower': {
      const larger = widths.filter((w) => w > card.w);
      const smaller = widths.filter((w) => w < card.w);
      const w = how === 'wider' ? (larger[0] ?? 12) : (smaller.at(-1) ?? 3);
      return cards.map((other) => (other.id === card.id ? { ...other, x: 0, w } : other));
    }
    case 'earlier':
    case 'later': {
      const to = place + (how === 'earlier' ? -1 : 1);
      const next = cards.filter((other) => other.id !== card.id);
      next.splice(Math.max(0, to), 0, card);
      return next;
    }
  }
}

function Frame({ dashboard, onSave }: { dashboard: Saved; onSave: (next: Saved) => void }) {
  const t = useTexts(dashboardTexts);
  const spoken = useSpoken();
  const audiences = useAudiences().data ?? [];
  const last = dashboard.range?.last ?? '';
  return (
    <div className="row loose wrap" style={{ marginBottom: 16 }}>
      <label className="row small soft">
        {t.range}
        <Select
          small
          value={last}
          options={[
            { value: '', label: t.own },
            { value: '7d', label: t.days7 },
            { value: '30d', label: t.days30 },
            { value: '90d', label: t.days90 },
          ]}
          onChange={(value) => onSave({ ...dashboard, range: value ? { last: value } : undefined })}
        />
      </label>
      <label className="row small soft">
        {t.audience}
        <Select
          small
          value={dashboard.audience ?? ''}
          options={[
            { value: '', label: t.everybody },
            ...audiences.map((one) => ({ value: one.key, label: spoken(one.name) })),
          ]}
          onChange={(value) => onSave({ ...dashboard, audience: value || undefined })}
        />
      </label>
      {dashboard.cards.some((card) => card.kind === 'sql') && (
        <span className="small muted">{t.sqlKeeps}</span>
      )}
    </div>
  );
}

function DeleteDashboard({ dashboard, onClose }: { dashboard: Saved; onClose: () => void }) {
  const t = useTexts(dashboardTexts);
  const spoken = useSpoken();
  const [, navigate] = useLocation();
  const remove = useMutation({
    mutationFn: () => deleteDashboard(dashboard.key),
    onSuccess: () => navigate('/dashboards'),
  });
  return (
    <FormDialog
      title={t.delete}
      submit={t.deleteSubmit}
      danger
      busy={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t.deleteSure(spoken(dashboard.name))}</p>
    </FormDialog>
  );
}
