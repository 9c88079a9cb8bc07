import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/api/client';
import { queryClient } from '@/api/queries';
import type { NewApiKey, Role } from '@/api/types';
import { Button } from '@/design/button';
import { CodeBlock } from '@/design/code-block';
import { Dialog, FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { Select, TextInput } from '@/design/inputs';
import { Notice } from '@/design/states';
import { useTexts } from '@/i18n/texts';
import { settingsTexts } from './texts';

const roles: Role[] = ['ingest', 'app', 'strategist', 'analyst', 'admin'];

/** Makes a key and shows it once. */
export function CreateKey({ onClose }: { onClose: () => void }) {
  const t = useTexts(settingsTexts);
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('ingest');
  const create = useMutation({
    mutationFn: () => call<NewApiKey>('POST', '/api/keys', { json: { name: name.trim(), role } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['keys'] }),
  });
  if (create.data) {
    return (
      <Dialog
        title={create.data.name}
        onClose={onClose}
        foot={
          <Button look="primary" onClick={onClose}>
            {t.done}
          </Button>
        }
      >
        <div className="stack">
          <Notice tone="warn">{t.shownOnce}</Notice>
          <CodeBlock code={create.data.key} label={t.newKey} />
        </div>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t.createKey}
      submit={t.create}
      busy={create.isPending}
      disabled={name.trim() === ''}
      error={create.error}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <Field label={t.keyName}>
        <TextInput
          autoFocus
          placeholder={t.keyNamePlaceholder}
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
      </Field>
      <Field label={t.role}>
        <Select
          value={role}
          options={roles.map((value) => ({ value, label: t.roles[value] }))}
          onChange={setRole}
        />
      </Field>
    </FormDialog>
  );
}
