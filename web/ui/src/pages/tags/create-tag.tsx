import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/api/client';
import { queryClient, useCatalog } from '@/api/queries';
import type { Aggregate, NewTag, Tag, TagType } from '@/api/types';
import { Segmented } from '@/design/choices';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { Select, TextInput } from '@/design/inputs';
import { toast } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import { useVocabulary, valueType, type ValueType } from '@/rule/vocabulary';
import { KindFields } from './kind-fields';
import { definitionOf, emptyKinds, kinds, windows, type Kind } from './tag-draft';
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
const needsNumber: Aggregate[] = ['sum', 'avg', 'min', 'max'];
const needsNothing: Aggregate[] = ['count', 'days_since'];

interface Draft {
  key: string;
  zh: string;
  en: string;
  description: string;
  category: string;
  source: Kind;
  trait: string;
  event: string;
  aggregate: Aggregate;
  property: string;
  within: (typeof windows)[number];
}

export function CreateTag({ onClose }: { onClose: () => void }) {
  const t = useTexts(tagTexts);
  const { vocabulary } = useVocabulary();
  const [draft, setDraft] = useState<Draft>({
    key: '',
    zh: '',
    en: '',
    description: '',
    category: '',
    source: 'trait',
    trait: '',
    event: '',
    aggregate: 'count',
    property: '',
    within: '30d',
  });
  const [more, setMore] = useState(emptyKinds);
  const set = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed });
  const event = vocabulary.event(draft.event);
  const properties = (event?.properties ?? []).filter(
    (p) => !needsNumber.includes(draft.aggregate) || p.type === 'number',
  );
  const save = useMutation({
    mutationFn: () =>
      call<Tag>('POST', '/api/tags', { json: { ...newTag(draft, typeOf()), ...other } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['tags'] });
      toast(t.created(draft.zh || draft.en || draft.key));
      onClose();
    },
  });
  const traitType = valueType(
    useCatalog().data?.traits.find((trait) => trait.name === draft.trait)?.type,
  );
  const typeOf = (): TagType => {
    if (draft.source === 'trait') return tagType(traitType);
    if (draft.aggregate !== 'last' && draft.aggregate !== 'first') return 'number';
    return tagType(properties.find((p) => p.key === draft.property)?.type ?? 'text');
  };
  const preferred = vocabulary
    .event(more.event)
    ?.properties.find((p) => p.key === more.property)?.type;
  const other = definitionOf(draft.source, more, tagType(preferred ?? 'text'));
  const complete =
    draft.key.trim() !== '' &&
    (draft.source === 'trait'
      ? draft.trait !== ''
      : draft.source !== 'event'
        ? other !== undefined
        : draft.event !== '' && (needsNothing.includes(draft.aggregate) || draft.property !== ''));

  return (
    <FormDialog
      wide
      title={t.createTitle}
      submit={t.save}
      busy={save.isPending}
      disabled={!complete}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <div className="grid-2">
        <Field label={t.nameZh}>
          <TextInput autoFocus value={draft.zh} onChange={(e) => set({ zh: e.target.value })} />
        </Field>
        <Field label={t.nameEn}>
          <TextInput value={draft.en} onChange={(e) => set({ en: e.target.value })} />
        </Field>
        <Field label={t.key} hint={t.keyHint}>
          <TextInput
            className="mono"
            value={draft.key}
            onChange={(e) => set({ key: e.target.value })}
          />
        </Field>
        <Field label={t.category}>
          <TextInput value={draft.category} onChange={(e) => set({ category: e.target.value })} />
        </Field>
      </div>
      <Field label={t.description}>
        <TextInput
          value={draft.description}
          onChange={(e) => set({ description: e.target.value })}
        />
      </Field>
      <div className="row loose">
        <span className="soft">{t.source}</span>
        <Segmented
          label={t.source}
          value={draft.source}
          choices={kinds.map((value) => ({ value, label: t.kinds[value] }))}
          onChange={(source) => set({ source })}
        />
      </div>
      <p className="small muted">{t.kindHints[draft.source]}</p>
      <KindFields
        kind={draft.source}
        draft={more}
        set={(changed) => setMore({ ...more, ...changed })}
      />
      {draft.source === 'trait' ? (
        <Field label={t.whichTrait}>
          <Select
            value={draft.trait}
            options={vocabulary.traits.map((s) => ({ value: s.key, label: s.label }))}
            onChange={(trait) => set({ trait, key: draft.key || trait })}
          />
        </Field>
      ) : draft.source !== 'event' ? null : (
        <div className="grid-2">
          <Field label={t.whichEvent}>
            <Select
              value={draft.event}
              options={vocabulary.events.map((e) => ({ value: e.key, label: e.label }))}
              onChange={(key) => set({ event: key, property: '' })}
            />
          </Field>
          <Field label={t.aggregate}>
            <Select
              value={draft.aggregate}
              options={aggregates.map((value) => ({ value, label: t.aggregates[value] }))}
              onChange={(aggregate) => set({ aggregate, property: '' })}
            />
          </Field>
          {!needsNothing.includes(draft.aggregate) && (
            <Field label={t.property}>
              <Select
                value={draft.property}
                options={properties.map((p) => ({ value: p.key, label: p.label }))}
                onChange={(property) => set({ property })}
              />
            </Field>
          )}
          <Field label={t.within}>
            <Select
              value={draft.within}
              options={windows.map((value) => ({ value, label: t.windows[value] }))}
              onChange={(within) => set({ within })}
            />
          </Field>
        </div>
      )}
    </FormDialog>
  );
}

function tagType(type: ValueType): TagType {
  switch (type) {
    case 'number':
    case 'boolean':
      return type;
    case 'time':
      return 'date';
    case 'text':
    case 'list':
      return 'enum';
  }
}

function newTag(draft: Draft, type: TagType): NewTag {
  const key = draft.key.trim();
  return {
    key,
    names: { zh: draft.zh.trim() || draft.en.trim() || key, en: draft.en.trim() || key },
    description: draft.description.trim() || undefined,
    category: draft.category.trim() || undefined,
    type,
    definition:
      draft.source === 'trait'
        ? { trait: draft.trait }
        : {
            event: draft.event,
            aggregate: draft.aggregate,
            property: draft.property || undefined,
            within: draft.within === 'always' ? undefined : draft.within,
          },
  };
}
