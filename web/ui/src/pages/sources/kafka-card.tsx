import { useMutation } from '@tanstack/react-query';
import { Cable } from 'lucide-react';
import { useState } from 'react';
import { call } from '@/api/client';
import { queryClient } from '@/api/queries';
import { useKafka, type KafkaState } from '@/api/sources';
import { Button } from '@/design/button';
import { Segmented } from '@/design/choices';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { TextArea, TextInput } from '@/design/inputs';
import { Empty, Loaded, Notice } from '@/design/states';
import { Badge, Card, Stat, type Tone } from '@/design/surface';
import { toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { sourceTexts } from './texts';

const path = '/api/ingest/kafka';
const refresh = () => queryClient.invalidateQueries({ queryKey: ['kafka'] });
const tones: Record<KafkaState['state'], Tone> = {
  off: 'plain',
  connecting: 'warn',
  running: 'good',
  waiting: 'warn',
  failed: 'bad',
};

/** Reads events from Kafka, when it is set. */
export function KafkaCard() {
  const t = useTexts(sourceTexts);
  const kafka = useKafka();
  const [editing, setEditing] = useState(false);
  return (
    <Loaded query={kafka}>
      {(state) => (
        <>
          {state.configured ? (
            <Configured state={state} onEdit={() => setEditing(true)} />
          ) : (
            <Card title="Kafka">
              <Empty
                icon={Cable}
                title={t.kafkaNone}
                actions={
                  <Button look="primary" onClick={() => setEditing(true)}>
                    {t.setUp}
                  </Button>
                }
              >
                {t.kafkaWhat}
              </Empty>
            </Card>
          )}
          {editing && <Edit state={state} onClose={() => setEditing(false)} />}
        </>
      )}
    </Loaded>
  );
}

function Configured({ state, onEdit }: { state: KafkaState; onEdit: () => void }) {
  const t = useTexts(sourceTexts);
  const f = useFormat();
  const remove = useMutation({
    mutationFn: () => call<void>('DELETE', path),
    onSuccess: refresh,
    onError: toastError,
  });
  return (
    <Card
      title={
        <div className="row">
          <h2>Kafka</h2>
          <Badge tone={tones[state.state]} dot>
            {t.kafkaStates[state.state]}
          </Badge>
        </div>
      }
      actions={
        <>
          <Button small look="ghost" busy={remove.isPending} onClick={() => remove.mutate()}>
            {t.stop}
          </Button>
          <Button small onClick={onEdit}>
            {t.change}
          </Button>
        </>
      }
    >
      <div className="stack loose">
        <div className="stats">
          <Stat label={t.records} value={f.exact(state.received)} note={t.sinceStart} />
          <Stat label={t.accepted} value={f.exact(state.accepted)} />
          <Stat label={t.rejected} value={f.exact(state.rejected)} />
          <Stat label={t.lag} value={state.lag === undefined ? '—' : f.exact(state.lag)} />
        </div>
        <dl className="facts">
          <dt>{t.servers}</dt>
          <dd>
            <code>{state.bootstrap_servers}</code>
          </dd>
          <dt>{t.topics}</dt>
          <dd>{state.topics?.join(', ')}</dd>
          <dt>{t.group}</dt>
          <dd>{state.group}</dd>
          <dt>{t.format}</dt>
          <dd>{state.format}</dd>
          <dt>{t.partitions}</dt>
          <dd>{state.assigned.length === 0 ? '—' : state.assigned.join(', ')}</dd>
        </dl>
        {state.error && (
          <Notice tone={tones[state.state] === 'bad' ? 'bad' : 'warn'}>{state.error}</Notice>
        )}
      </div>
    </Card>
  );
}

function Edit({ state, onClose }: { state: KafkaState; onClose: () => void }) {
  const t = useTexts(sourceTexts);
  const [servers, setServers] = useState(state.bootstrap_servers ?? '');
  const [topics, setTopics] = useState(state.topics?.join(', ') ?? '');
  const [group, setGroup] = useState(state.group ?? 'onelift');
  const [format, setFormat] = useState(state.format ?? 'segment');
  const [properties, setProperties] = useState(
    Object.entries(state.properties ?? {})
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  );
  const save = useMutation({
    mutationFn: () =>
      call<KafkaState>('PUT', path, {
        json: {
          bootstrap_servers: servers.trim(),
          topics: topics.split(/[,，\s]+/).filter((topic) => topic !== ''),
          group: group.trim(),
          format,
          properties: parse(properties),
        },
      }),
    onSuccess: () => {
      void refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title="Kafka"
      submit={t.saveAndStart}
      busy={save.isPending}
      disabled={servers.trim() === '' || topics.trim() === ''}
      error={save.error}
      onClose={onClose}
      onSubmit={() => save.mutate()}
    >
      <Field label={t.servers}>
        <TextInput
          placeholder="broker-1:9092, broker-2:9092"
          value={servers}
          onChange={(e) => setServers(e.target.value)}
        />
      </Field>
      <Field label={t.topics} hint={t.topicsHint}>
        <TextInput
          placeholder="app-events"
          value={topics}
          onChange={(e) => setTopics(e.target.value)}
        />
      </Field>
      <Field label={t.group} hint={t.groupHint}>
        <TextInput value={group} onChange={(e) => setGroup(e.target.value)} />
      </Field>
      <div className="field">
        <span className="label">{t.format}</span>
        <Segmented
          label={t.format}
          value={format}
          choices={[
            { value: 'segment', label: 'Segment' },
            { value: 'sensors', label: t.sensors },
          ]}
          onChange={setFormat}
        />
      </div>
      <Field label={t.properties} hint={t.propertiesHint}>
        <TextArea
          mono
          rows={4}
          placeholder={'security.protocol=SASL_SSL\nsasl.mechanism=PLAIN'}
          value={properties}
          onChange={(e) => setProperties(e.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

/** Lines of name=value, as Kafka's own files have them. */
function parse(text: string): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    const name = (at < 0 ? line : line.slice(0, at)).trim();
    if (name !== '') properties[name] = at < 0 ? '' : line.slice(at + 1).trim();
  }
  return properties;
}
