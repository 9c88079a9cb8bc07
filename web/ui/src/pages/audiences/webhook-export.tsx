import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { startExport } from '@/api/insight';
import { queryClient } from '@/api/queries';
import { newSecret } from '@/api/webhook-secret';
import { CopyButton } from '@/design/code-block';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { TextInput } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { audienceTexts } from './texts';

/** Delivers the members to a receiver in signed batches; neither address nor secret is kept. */
export function WebhookExport({ audience, onClose }: { audience: string; onClose: () => void }) {
  const t = useTexts(audienceTexts).webhook;
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState(newSecret);
  const start = useMutation({
    mutationFn: () =>
      startExport(audience, { format: 'webhook', url: url.trim(), secret: secret.trim() }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['exports'] });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t.title}
      submit={t.send}
      busy={start.isPending}
      disabled={!url.trim() || !secret.trim()}
      error={start.error}
      onSubmit={() => start.mutate()}
      onClose={onClose}
    >
      <p className="soft">{t.what}</p>
      <Field label={t.url}>
        <TextInput
          autoFocus
          type="url"
          placeholder="https://"
          value={url}
          onChange={(e) => setUrl(e.target.value)}
        />
      </Field>
      <Field label={t.secret} hint={t.secretHint}>
        <TextInput
          className="mono"
          autoComplete="off"
          placeholder="whsec_"
          value={secret}
          onChange={(e) => setSecret(e.target.value)}
        />
      </Field>
      <div>
        <CopyButton text={secret} label={t.copySecret} />
      </div>
    </FormDialog>
  );
}
