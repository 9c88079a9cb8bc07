import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '@/design/button';
import { Field } from '@/design/field';
import { Select, TextArea, TextInput } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { useVocabulary } from '@/rule/vocabulary';
import type { TagType } from '@/api/types';
import { RuleRows } from './rule-rows';
import { rfmParts, windows, type Kind, type KindDraft } from './tag-draft';
import { tagTexts } from './texts';

interface KindFieldsProps {
  kind: Kind;
  draft: KindDraft;
  set: (changed: Partial<KindDraft>) => void;
}

/** What a definition needs beyond a trait or one statistic of events. */
export function KindFields({ kind, draft, set }: KindFieldsProps) {
  const t = useTexts(tagTexts);
  switch (kind) {
    case 'rows':
      return (
        <div className="stack">
          <TypeField types={['enum', 'number', 'boolean', 'date']} draft={draft} set={set} />
          <RuleRows rows={draft.rows} onChange={(rows) => set({ rows })} />
          <Field label={t.otherwise} hint={t.otherwiseHint}>
            <TextInput
              value={draft.otherwise}
              onChange={(e) => set({ otherwise: e.target.value })}
            />
          </Field>
        </div>
      );
    case 'preference':
      return (
        <div className="grid-2">
          <EventField draft={draft} set={set} />
          <PropertyField label={t.preferred} value="property" draft={draft} set={set} />
          <PropertyField label={t.bySum} value="sum" numeric optional draft={draft} set={set} />
          <WindowField draft={draft} set={set} />
        </div>
      );
    case 'sequence':
      return <SequenceFields draft={draft} set={set} />;
    case 'rfm':
      return (
        <div className="grid-2">
          <EventField draft={draft} set={set} />
          <PropertyField label={t.amount} value="sum" numeric draft={draft} set={set} />
          <Field label={t.gives}>
            <Select
              value={draft.gives}
              options={rfmParts.map((value) => ({ value, label: t.rfm[value] }))}
              onChange={(gives) => set({ gives })}
            />
          </Field>
          <WindowField draft={draft} set={set} />
        </div>
      );
    case 'upload':
      return (
        <div className="grid-2">
          <TypeField
            types={['enum', 'list', 'number', 'boolean', 'date']}
            draft={draft}
            set={set}
          />
          <Field label={t.identifierType} hint={t.uploadHint}>
            <TextInput
              className="mono"
              value={draft.identifier}
              onChange={(e) => set({ identifier: e.target.value })}
            />
          </Field>
        </div>
      );
    case 'sql':
      return (
        <div className="stack">
          <TypeField
            types={['enum', 'list', 'number', 'boolean', 'date']}
            draft={draft}
            set={set}
          />
          <Field label="SQL" hint={t.sqlHint}>
            <TextArea
              mono
              rows={6}
              value={draft.sql}
              onChange={(e) => set({ sql: e.target.value })}
            />
          </Field>
          <Field label={t.every}>
            <Select
              value={draft.every}
              options={(['10m', '1h', '6h', '1d'] as const).map((value) => ({
                value,
                label: t.periods[value],
              }))}
              onChange={(every) => set({ every })}
            />
          </Field>
        </div>
      );
    case 'trait':
    case 'event':
      return null;
  }
}

type PartProps = Omit<KindFieldsProps, 'kind'>;

function TypeField({ types, draft, set }: PartProps & { types: TagType[] }) {
  const t = useTexts(tagTexts);
  return (
    <Field label={t.type}>
      <Select
        value={draft.type}
        options={types.map((value) => ({ value, label: t.types[value] }))}
        onChange={(type) => set({ type })}
      />
    </Field>
  );
}

function EventField({ draft, set }: PartProps) {
  const t = useTexts(tagTexts);
  const { vocabulary } = useVocabulary();
  return (
    <Field label={t.whichEvent}>
      <Select
        value={draft.event}
        options={vocabulary.events.map((e) => ({ value: e.key, label: e.label }))}
        onChange={(event) => set({ event, property: '', sum: '' })}
      />
    </Field>
  );
}

interface PropertyFieldProps extends PartProps {
  label: string;
  value: 'property' | 'sum';
  numeric?: boolean;
  optional?: boolean;
}

function PropertyField({ label, value, numeric, optional, draft, set }: PropertyFieldProps) {
  const t = useTexts(tagTexts);
  const { vocabulary } = useVocabulary();
  const properties = (vocabulary.event(draft.event)?.properties ?? []).filter(
    (p) => !numeric || p.type === 'number',
  );
  return (
    <Field label={label}>
      <Select
        value={draft[value]}
        options={[
          ...(optional ? [{ value: '', label: t.byCount }] : []),
          ...properties.map((p) => ({ value: p.key, label: p.label })),
        ]}
        onChange={(key) => set({ [value]: key })}
      />
    </Field>
  );
}

function WindowField({ draft, set }: PartProps) {
  const t = useTexts(tagTexts);
  return (
    <Field label={t.within}>
      <Select
        value={draft.within}
        options={windows.map((value) => ({ value, label: t.windows[value] }))}
        onChange={(within) => set({ within })}
      />
    </Field>
  );
}

function SequenceFields({ draft, set }: PartProps) {
  const t = useTexts(tagTexts);
  const { vocabulary } = useVocabulary();
  const events = vocabulary.events.map((e) => ({ value: e.key, label: e.label }));
  return (
    <div className="stack">
      <Field label={t.shows}>
        <Select
          value={draft.type === 'boolean' ? 'boolean' : 'number'}
          options={[
            { value: 'number', label: t.stepsReached },
            { value: 'boolean', label: t.allSteps },
          ]}
          onChange={(type) => set({ type })}
        />
      </Field>
      {draft.steps.map((step, i) => (
        <div key={i} className="row">
          <span className="step-number">{i + 1}</span>
          <Select
            aria-label={t.stepNumber(i + 1)}
            value={step}
            options={events}
            onChange={(event) => set({ steps: draft.steps.map((s, j) => (j === i ? event : s)) })}
          />
          {draft.steps.length > 2 && (
            <IconButton
              label={t.removeRow}
              onClick={() => set({ steps: draft.steps.filter((_, j) => j !== i) })}
            >
              <X />
            </IconButton>
          )}
        </div>
      ))}
      <div>
        <Button small look="ghost" onClick={() => set({ steps: [...draft.steps, ''] })}>
          <Plus aria-hidden />
          {t.addStep}
        </Button>
      </div>
      <div className="grid-2">
        <Field label={t.allStepsWithin}>
          <Select
            value={draft.span}
            options={(['1h', '1d', '7d', '30d'] as const).map((value) => ({
              value,
              label: t.spans[value],
            }))}
            onChange={(span) => set({ span })}
          />
        </Field>
        <WindowField draft={draft} set={set} />
      </div>
    </div>
  );
}
