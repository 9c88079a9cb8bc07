import type { ReactNode } from 'react';
import type { TagType } from '@/api/types';
import { Field } from '@/design/field';
import { Select } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { AddFilter, WhereEditor } from '@/pages/audiences/where-editor';
import { WindowEditor } from '@/pages/audiences/window-editor';
import type { PropertyTest } from '@/rule/model';
import type { Vocabulary } from '@/rule/vocabulary';
import type { TagDraft } from './tag-draft';
import { tagTexts } from './texts';

/** What every part of a tag's form reads and changes. */
export interface PartProps {
  draft: TagDraft;
  set: (changed: Partial<TagDraft>) => void;
  vocabulary: Vocabulary;
}

/** A label before controls that belong together. */
export const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="condition-line" role="group" aria-label={label}>
    <span className="label-like">{label}</span>
    {children}
  </div>
);

export function TypeField({ types, draft, set }: PartProps & { types: TagType[] }) {
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

export function EventField({ draft, set, vocabulary }: PartProps) {
  const t = useTexts(tagTexts);
  return (
    <Field label={t.whichEvent}>
      <Select
        value={draft.event}
        options={vocabulary.events.map((e) => ({ value: e.key, label: e.label }))}
        onChange={(event) => set({ event, property: '', sum: '', where: [] })}
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

export function PropertyField(props: PropertyFieldProps) {
  const { label, value, numeric, optional, draft, set, vocabulary } = props;
  const t = useTexts(tagTexts);
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

/** Only events whose properties are like this count. */
export function EventFilter({ draft, set, vocabulary }: PartProps) {
  const t = useTexts(tagTexts);
  return (
    <Filters
      label={t.onlyWhere}
      event={draft.event}
      where={draft.where}
      vocabulary={vocabulary}
      onChange={(where) => set({ where })}
    />
  );
}

interface FiltersProps {
  label: string;
  event: string;
  where: PropertyTest[];
  vocabulary: Vocabulary;
  onChange: (where: PropertyTest[]) => void;
}

function Filters({ label, event, where, vocabulary, onChange }: FiltersProps) {
  const known = vocabulary.event(event);
  if (!known || known.properties.length === 0) return null;
  return (
    <div className="stack" role="group" aria-label={label}>
      <div className="condition-line">
        <span className="label-like">{label}</span>
        <AddFilter event={known} where={where} onChange={onChange} />
      </div>
      <WhereEditor event={known} where={where} onChange={onChange} />
    </div>
  );
}

export function WindowField({ draft, set }: PartProps) {
  const t = useTexts(tagTexts);
  return (
    <Line label={t.within}>
      <WindowEditor window={draft.window} onChange={(window) => set({ window })} />
    </Line>
  );
}
