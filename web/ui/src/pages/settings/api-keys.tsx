import { useMutation } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { call } from '@/api/client';
import { queryClient, useKeys } from '@/api/queries';
import type { ApiKey } from '@/api/types';
import { Button } from '@/design/button';
import { FormDialog } from '@/design/dialog';
import { Empty, Loaded } from '@/design/states';
import { Badge, Card } from '@/design/surface';
import { toast } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { shellTexts } from '@/shell/texts';
import { CreateKey } from './create-key';
import { settingsTexts } from './texts';

export function ApiKeys() {
  const t = useTexts(settingsTexts);
  const keys = useKeys();
  const [creating, setCreating] = useState(false);
  const create = (
    <Button small look="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t.createKey}
    </Button>
  );
  return (
    <Card title={t.keys} flush actions={create}>
      <Loaded query={keys}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon={KeyRound} title={t.noKeys}>
              {t.noKeysWhat}
            </Empty>
          ) : (
            <KeyTable keys={list} />
          )
        }
      </Loaded>
      {creating && <CreateKey onClose={() => setCreating(false)} />}
    </Card>
  );
}

function KeyTable({ keys }: { keys: ApiKey[] }) {
  const t = useTexts(settingsTexts);
  const shell = useTexts(shellTexts);
  const f = useFormat();
  const [revoking, setRevoking] = useState<ApiKey>();
  return (
    <>
      <table className="table" aria-label={t.keys}>
        <thead>
          <tr>
            <th>{t.keyName}</th>
            <th>{t.role}</th>
            <th>{t.created}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <td>
                <span className="name">{key.name}</span>
                {key.hint && <code className="muted"> {key.hint}…</code>}
              </td>
              <td>
                <Badge>{shell.role[key.role] ?? key.role}</Badge>
              </td>
              <td className="small muted">{key.created_at ? f.dateTime(key.created_at) : '—'}</td>
              <td className="right">
                <Button
                  small
                  look="ghost"
                  aria-label={`${t.revoke}: ${key.name}`}
                  onClick={() => setRevoking(key)}
                >
                  {t.revoke}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {revoking && <RevokeKey apiKey={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const t = useTexts(settingsTexts);
  const revoke = useMutation({
    mutationFn: () => call<void>('DELETE', `/api/keys/${encodeURIComponent(apiKey.id)}`),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['keys'] });
      toast(t.revoked(apiKey.name));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t.revokeTitle(apiKey.name)}
      submit={t.revoke}
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onSubmit={() => revoke.mutate()}
      onClose={onClose}
    >
      <p>{t.revokeWhat}</p>
    </FormDialog>
  );
}
