import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/api/client';
import { queryClient } from '@/api/queries';
import type { Audience } from '@/api/types';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { Switch, TextInput } from '@/design/inputs';
import { toast } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import { audienceTexts } from './texts';

interface SaveDialogProps {
  rule: unknown;
  onClose: () => void;
  onSaved: (audience: Audience) => void;
}

/** Names a new audience and saves it. */
export function SaveDialog({ rule, onClose, onSaved }: SaveDialogProps) {
  const t = useTexts(audienceTexts);
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [key, setKey] = useState('');
  const [isStatic, setStatic] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      call<Audience>('POST', '/api/audiences', {
        json: {
          name: name.trim(),
          rule,
          ...(isStatic ? { static: true } : {}),
          ...(key.trim() ? { key: key.trim() } : {}),
          ...(description.trim() ? { description: description.trim() } : {}),
        },
      }),
    onSuccess: (audience) => {
      void queryClient.invalidateQueries({ queryKey: ['audiences'] });
      toast(t.saved(name.trim()));
      onSaved(audience);
    },
  });
  return (
    <FormDialog
      title={t.saveTitle}
      submit={t.save}
      busy={save.isPending}
      disabled={name.trim() === ''}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <Field label={t.name}>
        <TextInput
          autoFocus
          placeholder={t.namePlaceholder}
          value={name}
          onChange={(e) => setName(e.target.value)}
        />
      </Field>
      <Field label={t.description}>
        <TextInput value={description} onChange={(e) => setDescription(e.target.value)} />
      </Field>
      <Field label={t.key} hint={t.keyHint}>
        <TextInput value={key} onChange={(e) => setKey(e.target.value)} />
      </Field>
      <Switch on={isStatic} onChange={setStatic}>
        {t.keepMembers}
      </Switch>
    </FormDialog>
  );
}
