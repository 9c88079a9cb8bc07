import { useMutation } from '@tanstack/react-query';
import { LayoutDashboard } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { createDashboard, useDashboards, type Dashboard } from '@/api/reports';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { TextInput } from '@/design/inputs';
import { ListPage } from '@/design/list-page';
import { useFormat } from '@/format/use-format';
import { useSpoken, useTexts } from '@/i18n/texts';
import { dashboardTexts } from './texts';

/** All dashboards. */
export default function Dashboards() {
  const t = useTexts(dashboardTexts);
  const dashboards = useDashboards();
  return (
    <ListPage
      title={t.title}
      lead={t.lead}
      create={t.create}
      icon={LayoutDashboard}
      emptyTitle={t.emptyTitle}
      emptyWhat={t.emptyWhat}
      query={dashboards}
      form={(onClose) => <CreateDashboard onClose={onClose} />}
    >
      {(list) => <Listed dashboards={list} />}
    </ListPage>
  );
}

function Listed({ dashboards }: { dashboards: Dashboard[] }) {
  const t = useTexts(dashboardTexts);
  const f = useFormat();
  const spoken = useSpoken();
  const [, navigate] = useLocation();
  return (
    <table className="table" aria-label={t.title}>
      <thead>
        <tr>
          <th>{t.name}</th>
          <th className="right">{t.cards}</th>
          <th>{t.changed}</th>
        </tr>
      </thead>
      <tbody>
        {dashboards.map((dashboard) => {
          const to = `/dashboards/${encodeURIComponent(dashboard.key)}`;
          return (
            <tr key={dashboard.key} className="link" onClick={() => navigate(to)}>
              <td>
                <Link className="name" href={to} onClick={(e) => e.stopPropagation()}>
                  {spoken(dashboard.name)}
                </Link>
                <div className="small muted">
                  <code>{dashboard.key}</code>
                </div>
              </td>
              <td className="right num">{dashboard.cards.length}</td>
              <td className="muted">
                {f.ago(dashboard.updated_at)} · {dashboard.updated_by}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function CreateDashboard({ onClose }: { onClose: () => void }) {
  const t = useTexts(dashboardTexts);
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const create = useMutation({
    mutationFn: () => createDashboard(key.trim(), name.trim()),
    onSuccess: (made) => navigate(`/dashboards/${encodeURIComponent(made.key)}`),
  });
  return (
    <FormDialog
      title={t.create}
      submit={t.createSubmit}
      busy={create.isPending}
      disabled={!name.trim() || !key.trim()}
      error={create.error}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <Field label={t.name}>
        <TextInput autoFocus value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
      <Field label={t.key} hint={t.keyHint}>
        <TextInput className="mono" value={key} onChange={(e) => setKey(e.target.value)} />
      </Field>
    </FormDialog>
  );
}
