import { useMutation } from '@tanstack/react-query';
import { Send as SendIcon, Webhook } from 'lucide-react';
import { useState } from 'react';
import { call } from '@/api/client';
import { newSecret } from '@/api/webhook-secret';
import { queryClient } from '@/api/queries';
import { useWebhook, type WebhookState } from '@/api/sources';
import { Button } from '@/design/button';
import { CopyButton } from '@/design/code-block';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { TextInput } from '@/design/inputs';
import { Empty, Loaded, Notice } from '@/design/states';
import { Badge, Card } from '@/design/surface';
import { toast, toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { sourceTexts } from './texts';

const path = '/api/ingest/webhook';
const refresh = () => queryClient.invalidateQueries({ queryKey: ['webhook'] });

/** Tells a service of every quarantined batch. */
export function WebhookCard() {
  const t = useTexts(sourceTexts);
  const webhook = useWebhook();
  const [editing, setEditing] = useState(false);
  return (
    <Loaded query={webhook}>
      {(state) => (
        <>
          {state.configured ? (
            <Configured state={state} onEdit={() => setEditing(true)} />
          ) : (
            <Card title={t.webhook}>
              <Empty
                icon={Webhook}
                title={t.webhookNone}
                actions={
                  <Button look="primary" onClick={() => setEditing(true)}>
                    {t.setUp}
                  </Button>
                }
              >
                {t.webhookWhat}
              </Empty>
            </Card>
          )}
          {editing && <Edit state={state} onClose={() => setEditing(false)} />}
        </>
      )}
    </Loaded>
  );
}

function Configured({ state, onEdit }: { state: WebhookState; onEdit: () => void }) {
  const t = useTexts(sourceTexts);
  const f = useFormat();
  const test = useMutation({
    mutationFn: () => call<{ delivered: boolean; message: string }>('POST', `${path}/test`),
    onSuccess: (answer) =>
      answer.delivered ? toast(t.testTaken) : toastError(new Error(answer.message)),
    onError: toastError,
  });
  const remove = useMutation({
    mutationFn: () => call<void>('DELETE', path),
    onSuccess: refresh,
    onError: toastError,
  });
  const failing = state.last_error && state.last_error.at > (state.last_success ?? '');
  return (
    <Card
      title={
        <div className="row">
          <h2>{t.webhook}</h2>
          <Badge tone={failing ? 'bad' : 'good'} dot>
            {failing ? t.failing : t.working}
          </Badge>
        </div>
      }
      actions={
        <>
          <Button small look="ghost" busy={remove.isPending} onClick={() => remove.mutate()}>
            {t.remove}
          </Button>
          <Button small onClick={onEdit}>
            {t.change}
          </Button>
          <Button small busy={test.isPending} onClick={() => test.mutate()}>
            <SendIcon aria-hidden />
            {t.test}
          </Button>
        </>
      }
    >
      <div className="stack loose">
        <dl className="facts">
          <dt>{t.address}</dt>
          <dd>
            <code>{state.url}</code>
          </dd>
          <dt>{t.waiting}</dt>
          <dd className="num">{f.exact(state.waiting)}</dd>
          <dt>{t.lastSuccess}</dt>
          <dd>{state.last_success ? f.dateTime(state.last_success) : t.never}</dd>
        </dl>
        {failing && state.last_error && (
          <Notice tone="bad">
            {state.last_error.message} · {f.ago(state.last_error.at)}. {t.triedAgain}
          </Notice>
        )}
      </div>
    </Card>
  );
}

function Edit({ state, onClose }: { state: WebhookState; onClose: () => void }) {
  const t = useTexts(sourceTexts);
  const [url, setUrl] = useState(state.url ?? '');
  const [secret, setSecret] = useState(state.configured ? '' : newSecret());
  const save = useMutation({
    mutationFn: () =>
      call<WebhookState>('PUT', path, { json: { url, secret: secret.trim() || undefined } }),
    onSuccess: () => {
      void refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t.webhook}
      submit={t.save}
      busy={save.isPending}
      disabled={url.trim() === ''}
      error={save.error}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <Field label={t.address} hint={t.addressHint}>
        <TextInput
          type="url"
          placeholder="https://example.com/hooks/onelift"
          value={url}
          onChange={(e) => setUrl(e.target.value)}
        />
      </Field>
      <Field label={t.secret} hint={state.configured ? t.secretKept : t.secretHint}>
        <TextInput
          className="mono"
          autoComplete="off"
          value={secret}
          placeholder="whsec_…"
          onChange={(e) => setSecret(e.target.value)}
        />
      </Field>
      <div className="row">
        <Button small onClick={() => setSecret(newSecret())}>
          {t.newSecret}
        </Button>
        {secret && <CopyButton text={secret} label={t.copySecret} />}
      </div>
    </FormDialog>
  );
}
