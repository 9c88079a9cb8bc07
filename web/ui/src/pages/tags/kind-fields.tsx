import { Plus, X } from 'lucide-react';
import type { Aggregate } from '@/api/types';
import { Button, IconButton } from '@/design/button';
import { Field } from '@/design/field';
import { Select, TextArea, TextInput } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { RuleCases } from '@/pages/audiences/rule-cases';
import { AddFilter, WhereEditor } from '@/pages/audiences/where-editor';
import { LengthEditor } from '@/pages/audiences/window-editor';
import {
  EventField,
  EventFilter,
  Line,
  PropertyField,
  TypeField,
  WindowField,
  type PartProps,
} from './definition-parts';
import { emptyRow, needsNothing, needsNumber, rfmParts, type TagDraft } from './tag-draft';
import { tagTexts } from './texts';

const aggregates: Aggregate[] = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'distinct',
  'first',
  'last',
  'days_since',
];

/** What a definition of the chosen kind needs. */
export function KindFields(props: PartProps) {
  const t = useTexts(tagTexts);
  const { draft, set, vocabulary } = props;
  switch (draft.kind) {
    case 'trait':
      return (
        <Field label={t.whichTrait}>
          <Select
            value={draft.trait}
            options={vocabulary.traits.map((s) => ({ value: s.key, label: s.label }))}
            onChange={(trait) => set({ trait, key: draft.key || trait })}
          />
        </Field>
      );
    case 'event':
      return <StatisticFields {...props} />;
    case 'rows':
      return <RowsFields {...props} />;
    case 'preference':
      return (
        <div className="stack loose">
          <div className="grid-2">
            <EventField {...props} />
            <PropertyField label={t.preferred} value="property" {...props} />
            <PropertyField label={t.bySum} value="sum" numeric optional {...props} />
          </div>
          <EventFilter {...props} />
          <WindowField {...props} />
        </div>
      );
    case 'sequence':
      return <SequenceFields {...props} />;
    case 'rfm':
      return (
        <div className="stack loose">
          <div className="grid-2">
            <EventField {...props} />
            <PropertyField label={t.amount} value="sum" numeric {...props} />
            <Field label={t.gives}>
              <Select
                value={draft.gives}
                options={rfmParts.map((value) => ({ value, label: t.rfm[value] }))}
                onChange={(gives) => set({ gives })}
              />
            </Field>
          </div>
          <EventFilter {...props} />
          <WindowField {...props} />
        </div>
      );
    case 'upload':
      return (
        <div className="grid-2">
          <TypeField types={['enum', 'list', 'number', 'boolean', 'date']} {...props} />
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
        <div className="stack loose">
          <TypeField types={['enum', 'list', 'number', 'boolean', 'date']} {...props} />
          <Field label="SQL" hint={t.sqlHint}>
            <TextArea
              mono
              rows={6}
              value={draft.sql}
              onChange={(e) => set({ sql: e.target.value })}
            />
          </Field>
          <Line label={t.every}>
            <LengthEditor
              label={t.every}
              length={draft.every}
              onChange={(every) => set({ every })}
            />
          </Line>
        </div>
      );
    case 'model':
      return null;
  }
}

function StatisticFields(props: PartProps) {
  const t = useTexts(tagTexts);
  const { draft, set } = props;
  return (
    <div className="stack loose">
      <div className="grid-2">
        <EventField {...props} />
        <Field label={t.aggregate}>
          <Select
            value={draft.aggregate}
            options={aggregates.map((value) => ({ value, label: t.aggregates[value] }))}
            onChange={(aggregate) => set({ aggregate, property: '' })}
          />
        </Field>
        {!needsNothing.includes(draft.aggregate) && (
          <PropertyField
            label={t.property}
            value="property"
            numeric={needsNumber.includes(draft.aggregate)}
            {...props}
          />
        )}
        {draft.aggregate !== 'first' && draft.aggregate !== 'last' && (
          <Field label={t.shows}>
            <Select
              value={draft.type === 'boolean' ? 'boolean' : 'number'}
              options={[
                { value: 'number', label: t.theNumber },
                { value: 'boolean', label: t.whetherAny },
              ]}
              onChange={(type) => set({ type })}
            />
          </Field>
        )}
      </div>
      <EventFilter {...props} />
      <WindowField {...props} />
    </div>
  );
}

function RowsFields(props: PartProps) {
  const t = useTexts(tagTexts);
  const { draft, set, vocabulary } = props;
  return (
    <div className="stack loose">
      <TypeField types={['enum', 'number', 'boolean', 'date']} {...props} />
      <RuleCases
        cases={draft.rows}
        vocabulary={vocabulary}
        empty={emptyRow}
        onChange={(rows) => set({ rows })}
        then={(row, change) => (
          <TextInput
            small
            className="grow"
            aria-label={t.thenValue}
            placeholder={t.thenValue}
            value={row.value}
            onChange={(e) => change({ value: e.target.value })}
          />
        )}
        said={(row) => <strong>{row.value || '—'}</strong>}
      />
      <Field label={t.otherwise} hint={t.otherwiseHint}>
        <TextInput value={draft.otherwise} onChange={(e) => set({ otherwise: e.target.value })} />
      </Field>
    </div>
  );
}

function SequenceFields(props: PartProps) {
  const t = useTexts(tagTexts);
  const { draft, set, vocabulary } = props;
  const events = vocabulary.events.map((e) => ({ value: e.key, label: e.label }));
  const change = (index: number, changed: Partial<TagDraft['steps'][number]>) =>
    set({ steps: draft.steps.map((s, i) => (i === index ? { ...s, ...changed } : s)) });
  return (
    <div className="stack loose">
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
      {draft.steps.map((step, i) => {
        const event = vocabulary.event(step.event);
        return (
          <div key={i} className="stack">
            <div className="condition-line">
              <span className="step-number">{i + 1}</span>
              <Select
                small
                aria-label={t.stepNumber(i + 1)}
                value={step.event}
                options={events}
                onChange={(key) => change(i, { event: key, where: [] })}
              />
              <AddFilter
                event={event}
                where={step.where}
                onChange={(where) => change(i, { where })}
              />
              {draft.steps.length > 2 && (
                <IconButton
                  label={t.removeRow}
                  onClick={() => set({ steps: draft.steps.toSpliced(i, 1) })}
                >
                  <X />
                </IconButton>
              )}
            </div>
            <WhereEditor
              event={event}
              where={step.where}
              onChange={(where) => change(i, { where })}
            />
          </div>
        );
      })}
      <div>
        <Button
          small
          look="ghost"
          onClick={() => set({ steps: [...draft.steps, { event: '', where: [] }] })}
        >
          <Plus aria-hidden />
          {t.addStep}
        </Button>
      </div>
      <Line label={t.allStepsWithin}>
        <LengthEditor
          label={t.allStepsWithin}
          length={draft.span}
          onChange={(span) => set({ span })}
        />
      </Line>
      <WindowField {...props} />
    </div>
  );
}
