import { useMutation } from '@tanstack/react-query';
import { Check, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { call } from '@/api/client';
import type { Rejected, Replay, Verdict } from '@/api/sources';
import { Button } from '@/design/button';
import { CodeBlock } from '@/design/code-block';
import { Dialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { TextArea } from '@/design/inputs';
import { ErrorNotice, Notice } from '@/design/states';
import { Badge, Disclosure } from '@/design/surface';
import { toast } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { refreshQuarantine } from './quarantine';
import { sourceTexts } from './texts';

/** One rejected event: why, what it said, and an editor to make it right. */
export function RejectedDrawer({ event, onClose }: { event: Rejected; onClose: () => void }) {
  const t = useTexts(sourceTexts);
  const f = useFormat();
  const path = `/api/events/rejected/${event.id}`;
  const [text, setText] = useState(pretty(event.fixed ?? event.payload));
  const [broken, setBroken] = useState<string>();
  const check = useMutation({
    mutationFn: (payload: unknown) => call<Verdict>('PUT', path, { json: { payload } }),
    onSuccess: refreshQuarantine,
  });
  const changed = text !== pretty(event.fixed ?? event.payload);
  const replay = useMutation({
    mutationFn: async () => {
      const payload = parsed();
      if (payload === undefined) return undefined;
      if (changed && !(await check.mutateAsync(payload.value)).acceptable) return undefined;
      return call<Replay>('POST', '/api/events/rejected/replay', { json: { ids: [event.id] } });
    },
    onSuccess: (run) => {
      refreshQuarantine();
      if (run?.replayed === 1) {
        toast(t.taken);
        onClose();
      }
    },
  });
  const discard = useMutation({
    mutationFn: () => call<void>('DELETE', path),
    onSuccess: () => {
      toast(t.discarded('1'));
      refreshQuarantine();
      onClose();
    },
  });
  /** The editor's JSON; when it is none, says so and gives nothing. */
  const parsed = (): { value: unknown } | undefined => {
    try {
      const value: unknown = JSON.parse(text);
      setBroken(undefined);
      return { value };
    } catch (e) {
      setBroken(`${t.noJson} ${e instanceof Error ? e.message : ''}`);
      return undefined;
    }
  };
  const submit = () => {
    const payload = parsed();
    if (payload) check.mutate(payload.value);
  };
  const verdict = check.data;
  return (
    <Dialog
      drawer
      title={event.part ? t.partTitle(event.part) : t.eventTitle}
      onClose={onClose}
      foot={
        <>
          <Button look="danger" busy={discard.isPending} onClick={() => discard.mutate()}>
            <Trash2 aria-hidden />
            {t.discard}
          </Button>
          <span className="grow" />
          <Button busy={check.isPending} onClick={submit}>
            <Check aria-hidden />
            {t.saveAndCheck}
          </Button>
          <Button
            look="primary"
            busy={replay.isPending}
            disabled={verdict !== undefined && !verdict.acceptable}
            onClick={() => replay.mutate()}
          >
            <RotateCcw aria-hidden />
            {t.replay}
          </Button>
        </>
      }
    >
      <div className="stack loose">
        <div className="row wrap small muted">
          <Badge>{event.source}</Badge>
          {f.dateTime(event.received_at)}
          {event.message_id && <code className="truncate">{event.message_id}</code>}
        </div>
        <Notice tone="warn">
          {event.reasons.map((reason) => (
            <div key={reason}>{reason}</div>
          ))}
        </Notice>
        <p className="soft">{event.part ? t.correctPart : t.correctEvent}</p>
        <Field label={t.payload} error={broken}>
          <TextArea
            mono
            rows={14}
            value={text}
            onChange={(e) => {
              setText(e.target.value);
              check.reset();
              replay.reset();
            }}
          />
        </Field>
        {verdict && (
          <Notice tone={verdict.acceptable ? 'good' : 'bad'}>
            <div>{verdict.acceptable ? t.acceptable : t.notAcceptable}</div>
            <List items={verdict.problems} />
            {verdict.left_out.length > 0 && (
              <>
                <div>{t.leftOut}</div>
                <List items={verdict.left_out} />
              </>
            )}
          </Notice>
        )}
        {replay.data && replay.data.replayed === 0 && (
          <Notice tone="bad">{replay.data.error ?? t.notTaken}</Notice>
        )}
        {[check.error, check.error ? null : replay.error, discard.error].map(
          (error, i) => error && <ErrorNotice key={i} error={error} />,
        )}
        {event.fixed !== undefined && (
          <Disclosure title={t.original}>
            <CodeBlock code={pretty(event.payload)} label={t.original} />
          </Disclosure>
        )}
      </div>
    </Dialog>
  );
}

const List = ({ items }: { items: string[] }) =>
  items.length === 0 ? null : (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );

const pretty = (payload: unknown) => JSON.stringify(payload, null, 2);
