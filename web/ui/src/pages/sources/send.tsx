import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '@/api/client';
import { queryClient, useLiveEvents, useStatus } from '@/api/queries';
import type { NewApiKey } from '@/api/types';
import { Button } from '@/design/button';
import { Segmented } from '@/design/choices';
import { CodeBlock } from '@/design/code-block';
import { Notice } from '@/design/states';
import { Badge, Card, Stat } from '@/design/surface';
import { toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { snippets, type Snippet } from './snippets';
import { sourceTexts } from './texts';

/** How to send, and what arrives. */
export function Send() {
  return (
    <>
      <Counters />
      <div className="split">
        <Snippets />
        <Arriving />
      </div>
    </>
  );
}

function Counters() {
  const t = useTexts(sourceTexts);
  const f = useFormat();
  const ingest = useStatus().data?.ingest;
  const shown = (n: number | undefined) => (n === undefined ? '—' : f.exact(n));
  return (
    <div className="stats">
      <Card>
        <Stat label={t.accepted} value={shown(ingest?.accepted)} note={t.sinceStart} />
      </Card>
      <Card>
        <Stat label={t.duplicates} value={shown(ingest?.duplicates)} note={t.duplicatesWhat} />
      </Card>
      <Card>
        <Stat
          label={t.rejected}
          value={shown(ingest?.rejected)}
          note={
            ingest && ingest.rejected > 0 ? (
              <Link href="/sources?view=quarantine">{t.toQuarantine}</Link>
            ) : (
              t.rejectedWhat
            )
          }
        />
      </Card>
    </div>
  );
}

function Snippets() {
  const t = useTexts(sourceTexts);
  const [family, setFamily] = useState<Snippet['family']>('segment');
  const [chosen, setChosen] = useState('curl');
  const create = useMutation({
    mutationFn: () =>
      call<NewApiKey>('POST', '/api/keys', { json: { name: t.keyName, role: 'ingest' } }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['keys'] }),
    onError: toastError,
  });
  const offered = snippets.filter((snippet) => snippet.family === family);
  const snippet = offered.find((s) => s.key === chosen) ?? offered[0]!;
  const key = create.data?.key ?? t.yourKey;
  return (
    <Card
      title={t.sendTitle}
      actions={
        <Segmented
          label={t.family}
          value={family}
          choices={[
            { value: 'segment', label: 'Segment' },
            { value: 'sensors', label: t.sensors },
          ]}
          onChange={setFamily}
        />
      }
    >
      <div className="stack loose">
        <p className="soft">{t.sendWhat}</p>
        <Segmented
          label={t.sdk}
          value={snippet.key}
          choices={offered.map((s) => ({ value: s.key, label: s.label }))}
          onChange={setChosen}
        />
        <CodeBlock code={snippet.code(window.location.origin, key)} label={snippet.label} />
        {create.data ? (
          <Notice tone="good">{t.keyMade}</Notice>
        ) : (
          <div className="row">
            <Button busy={create.isPending} onClick={() => create.mutate()}>
              <KeyRound aria-hidden />
              {t.makeKey}
            </Button>
            <span className="small muted">{t.makeKeyWhat}</span>
          </div>
        )}
      </div>
    </Card>
  );
}

function Arriving() {
  const t = useTexts(sourceTexts);
  const f = useFormat();
  const events = useLiveEvents(8).data ?? [];
  return (
    <Card title={t.arriving}>
      {events.length === 0 ? (
        <p className="muted">{t.nothingArrived}</p>
      ) : (
        <ul className="stack" aria-live="polite">
          {events.map((event, i) => (
            <li key={i} className="row apart">
              <span className="truncate">
                <code>{event.event}</code>
              </span>
              <span className="row small muted" style={{ whiteSpace: 'nowrap' }}>
                {event.source && <Badge>{event.source}</Badge>}
                {f.ago(event.time)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
