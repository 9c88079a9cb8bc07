import { Activity, Ban, CircleDot, ListTree, Plus, UserRound, Users } from 'lucide-react';
import { useMemo } from 'react';
import { Picker, type PickerOption } from '@/design/picker';
import { useFormat, type Format } from '@/format/use-format';
import { useTexts, type SameShape } from '@/i18n/texts';
import { atLeastOnce, never, newId, type RuleNode } from '@/rule/model';
import { openingTest } from '@/rule/operators';
import { valueLabel } from '@/rule/words';
import type { Vocabulary } from '@/rule/vocabulary';
import { useBuilder } from './builder-context';
import { audienceTexts } from './texts';

interface ConditionOption extends PickerOption {
  make: () => RuleNode;
}

interface AddConditionProps {
  group: string;
  prominent?: boolean;
}

/** One searchable list of everything a condition can be about, down to single tag values. */
export function AddCondition({ group, prominent }: AddConditionProps) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const { vocabulary, add } = useBuilder();
  const options = useMemo(() => conditionOptions(vocabulary, t, f), [vocabulary, t, f]);
  return (
    <Picker
      label={t.addCondition}
      placeholder={t.findCondition}
      buttonClass={prominent ? 'button primary' : 'button s'}
      button={
        <>
          <Plus aria-hidden />
          {t.addCondition}
        </>
      }
      options={options}
      onPick={(option) => add(group, option.make())}
    />
  );
}

type T = SameShape<(typeof audienceTexts)['en']>;

export function conditionOptions(vocabulary: Vocabulary, t: T, f: Format): ConditionOption[] {
  return [
    ...tagOptions(vocabulary, t),
    ...valueOptions(vocabulary, t, f),
    ...eventOptions(vocabulary, t, f),
    ...audienceOptions(vocabulary, t, f),
    ...traitOptions(vocabulary, t),
    {
      key: 'sequence',
      group: t.groups.more,
      label: t.sequence,
      icon: ListTree,
      words: [t.sequenceWords],
      make: () => ({
        id: newId(),
        negated: false,
        kind: 'sequence',
        steps: [0, 1].map((i) => ({ event: vocabulary.events[i]?.key ?? '', where: [] })),
        within: '30m',
        last: '7d',
      }),
    },
  ];
}

const tagOptions = (vocabulary: Vocabulary, t: T): ConditionOption[] =>
  vocabulary.tags.map((tag) => ({
    key: `tag:${tag.key}`,
    group: t.groups.tags,
    label: tag.label,
    detail: tag.category,
    icon: CircleDot,
    words: tag.words,
    make: () => ({
      id: newId(),
      negated: false,
      kind: 'tag',
      tag: tag.key,
      test: openingTest(tag.type),
    }),
  }));

/** Typing 上海 offers 城市 = 上海 at once. */
const valueOptions = (vocabulary: Vocabulary, t: T, f: Format): ConditionOption[] =>
  vocabulary.tags.flatMap((tag) =>
    tag.type !== 'text'
      ? []
      : tag.values.map((value) => {
          const label = valueLabel(value.value, tag.values, f.language);
          return {
            key: `value:${tag.key}:${value.value}`,
            group: t.groups.values,
            label: `${tag.label}: ${label}`,
            detail: value.count === undefined ? undefined : f.compact(value.count),
            icon: CircleDot,
            words: [String(value.value), ...(value.names?.synonyms ?? [])],
            onlySearched: true,
            make: (): RuleNode => ({
              id: newId(),
              negated: false,
              kind: 'tag',
              tag: tag.key,
              test: { op: 'in', values: [value.value] },
            }),
          };
        }),
  );

const eventOptions = (vocabulary: Vocabulary, t: T, f: Format): ConditionOption[] =>
  ([true, false] as const).flatMap((did) =>
    vocabulary.events.map((event) => ({
      key: `${did ? 'did' : 'not'}:${event.key}`,
      group: did ? t.groups.did : t.groups.didNot,
      label: event.label,
      detail: did && event.count !== undefined ? f.compact(event.count) : undefined,
      icon: did ? Activity : Ban,
      words: [did ? t.groups.did : `${t.groups.didNot} not no 没 未`, event.label, event.key],
      make: (): RuleNode => ({
        id: newId(),
        negated: false,
        kind: 'event',
        event: event.key,
        where: [],
        measure: did ? atLeastOnce() : never(),
        window: did ? { kind: 'within', length: '7d' } : { kind: 'always' },
      }),
    })),
  );

const audienceOptions = (vocabulary: Vocabulary, t: T, f: Format): ConditionOption[] =>
  vocabulary.audiences.map((audience) => ({
    key: `audience:${audience.key}`,
    group: t.groups.audiences,
    label: audience.label,
    detail: audience.size === undefined ? undefined : f.compact(audience.size),
    icon: Users,
    make: () => ({ id: newId(), negated: false, kind: 'audience', audience: audience.key }),
  }));

const traitOptions = (vocabulary: Vocabulary, t: T): ConditionOption[] =>
  vocabulary.traits.map((trait) => ({
    key: `trait:${trait.key}`,
    group: t.groups.traits,
    label: trait.label,
    detail: trait.label === trait.key ? undefined : trait.key,
    icon: UserRound,
    words: trait.words,
    make: () => ({
      id: newId(),
      negated: false,
      kind: 'trait',
      trait: trait.key,
      test: openingTest(trait.type),
    }),
  }));
