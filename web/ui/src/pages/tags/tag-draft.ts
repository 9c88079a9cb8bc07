/** A tag while it is being made or changed. */
import type { Aggregate, NewTag, Scalar, Tag, TagDefinition, TagType } from '@/api/types';
import type { RuleCase } from '@/pages/audiences/rule-cases';
import { printRule, printWhere, printWindow } from '@/rule/json';
import { emptyRule, newId, type PropertyTest, type WindowOfTime } from '@/rule/model';
import { parseRule, whereOf, windowOf } from '@/rule/parse';
import type { ValueType, Vocabulary } from '@/rule/vocabulary';

export const kinds = [
  'trait',
  'event',
  'rows',
  'preference',
  'sequence',
  'rfm',
  'upload',
  'sql',
] as const;
/** `model` is given by a model and only shown. */
export type Kind = (typeof kinds)[number] | 'model';

export const rfmParts = ['segment', 'recency', 'frequency', 'monetary', 'score'] as const;

export interface ValueRow extends RuleCase {
  value: string;
}

export interface StepDraft {
  event: string;
  where: PropertyTest[];
}

export interface TagDraft {
  key: string;
  zh: string;
  en: string;
  description: string;
  category: string;
  owner: string;
  kind: Kind;
  type: TagType;
  trait: string;
  event: string;
  where: PropertyTest[];
  aggregate: Aggregate;
  property: string;
  /** The property that is added up. */
  sum: string;
  window: WindowOfTime;
  rows: ValueRow[];
  otherwise: string;
  steps: StepDraft[];
  /** How long all steps may take. */
  span: string;
  gives: (typeof rfmParts)[number];
  identifier: string;
  sql: string;
  every: string;
  model: string;
}

export const emptyRow = (): ValueRow => ({ id: newId(), root: emptyRule(), value: '' });

export const emptyTag = (): TagDraft => ({
  key: '',
  zh: '',
  en: '',
  description: '',
  category: '',
  owner: '',
  kind: 'trait',
  type: 'enum',
  trait: '',
  event: '',
  where: [],
  aggregate: 'count',
  property: '',
  sum: '',
  window: { kind: 'within', length: '30d' },
  rows: [emptyRow()],
  otherwise: '',
  steps: [
    { event: '', where: [] },
    { event: '', where: [] },
  ],
  span: '7d',
  gives: 'segment',
  identifier: 'user_id',
  sql: 'SELECT profile_id, … FROM customers',
  every: '1h',
  model: '',
});

/** The statistics that need a property with numbers, and those that need none. */
export const needsNumber: Aggregate[] = ['sum', 'avg', 'min', 'max'];
export const needsNothing: Aggregate[] = ['count', 'days_since'];

/** A tag that is there, to be changed. */
export function draftOf(tag: Tag): TagDraft {
  const about: TagDraft = {
    ...emptyTag(),
    key: tag.key,
    zh: tag.names.zh,
    en: tag.names.en,
    description: tag.description ?? '',
    category: tag.category ?? '',
    owner: tag.owner ?? '',
    type: tag.type,
  };
  return { ...about, ...partsOf(tag.definition) };
}

function partsOf(definition: TagDefinition): Partial<TagDraft> {
  if ('trait' in definition) return { kind: 'trait', trait: definition.trait };
  if ('aggregate' in definition) {
    return {
      kind: 'event',
      event: definition.event,
      where: whereOf(definition.where),
      aggregate: definition.aggregate,
      property: definition.property ?? '',
      window: windowOf(definition),
    };
  }
  if ('rows' in definition) {
    return {
      kind: 'rows',
      rows: definition.rows.map((row) => ({
        id: newId(),
        root: parseRule(row.rule),
        value: String(row.value),
      })),
      otherwise: definition.otherwise === undefined ? '' : String(definition.otherwise),
    };
  }
  if ('preference' in definition) {
    const { event, where, property, sum, ...rest } = definition.preference;
    return {
      kind: 'preference',
      event,
      where: whereOf(where),
      property,
      sum: sum ?? '',
      window: windowOf(rest),
    };
  }
  if ('sequence' in definition) {
    const { sequence, within, last, from, to } = definition;
    return {
      kind: 'sequence',
      steps: sequence.map((step) => ({ event: step.event, where: whereOf(step.where) })),
      span: within,
      window: windowOf({ within: last, from, to }),
    };
  }
  if ('rfm' in definition) {
    const { event, where, amount, ...rest } = definition.rfm;
    const gives = rfmParts.find((part) => part === definition.gives) ?? 'segment';
    return {
      kind: 'rfm',
      event,
      where: whereOf(where),
      sum: amount,
      gives,
      window: windowOf(rest),
    };
  }
  if ('upload' in definition) return { kind: 'upload', identifier: definition.upload };
  if ('sql' in definition) return { kind: 'sql', sql: definition.sql, every: definition.every };
  return { kind: 'model', model: definition.model };
}

/** The tag as the server takes it; nothing while something is missing. */
export function tagOf(draft: TagDraft, vocabulary: Vocabulary): NewTag | undefined {
  const key = draft.key.trim();
  const definition = definitionOf(draft);
  if (!key || !definition) return undefined;
  return {
    key,
    names: { zh: draft.zh.trim() || draft.en.trim() || key, en: draft.en.trim() || key },
    description: draft.description.trim() || undefined,
    category: draft.category.trim() || undefined,
    owner: draft.owner.trim() || undefined,
    type: typeOf(draft, vocabulary),
    definition,
  };
}

/** The type that the definition gives, where it leaves no choice. */
function typeOf(draft: TagDraft, vocabulary: Vocabulary): TagType {
  const property = () =>
    fitting(vocabulary.property(draft.event, draft.property)?.type ?? 'text', draft.type);
  switch (draft.kind) {
    case 'trait':
      return fitting(vocabulary.trait(draft.trait)?.type ?? 'text', draft.type);
    case 'event':
      if (draft.aggregate === 'first' || draft.aggregate === 'last') return property();
      return draft.type === 'boolean' ? 'boolean' : 'number';
    case 'preference':
      return property();
    case 'sequence':
      return draft.type === 'boolean' ? 'boolean' : 'number';
    case 'rfm':
      return draft.gives === 'segment' ? 'enum' : 'number';
    case 'rows':
    case 'upload':
    case 'sql':
    case 'model':
      return draft.type;
  }
}

function fitting(type: ValueType, wanted: TagType): TagType {
  switch (type) {
    case 'number':
    case 'boolean':
      return type;
    case 'time':
      return 'date';
    case 'list':
      return wanted === 'list' ? 'list' : 'enum';
    case 'text':
      return 'enum';
  }
}

/** A value as the tag's type has it. */
function valueOf(text: string, type: TagType): Scalar {
  if (type === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text.trim();
}

function definitionOf(draft: TagDraft): TagDefinition | undefined {
  const { event, property, sum } = draft;
  const where = printWhere(draft.where);
  const window = printWindow(draft.window);
  switch (draft.kind) {
    case 'trait':
      return draft.trait ? { trait: draft.trait } : undefined;
    case 'event': {
      const { aggregate } = draft;
      if (!event) return undefined;
      if (needsNothing.includes(aggregate)) return { event, ...where, aggregate, ...window };
      return property ? { event, ...where, aggregate, property, ...window } : undefined;
    }
    case 'rows': {
      const whole = draft.rows.every(
        (row) => printRule(row.root).pointers.size > 1 && row.value.trim(),
      );
      const rows = draft.rows.map((row) => ({
        rule: printRule(row.root).rule,
        value: valueOf(row.value, draft.type),
      }));
      const otherwise = draft.otherwise.trim() ? valueOf(draft.otherwise, draft.type) : undefined;
      return whole ? { rows, otherwise } : undefined;
    }
    case 'preference':
      return event && property
        ? { preference: { event, ...where, property, sum: sum || undefined, ...window } }
        : undefined;
    case 'sequence': {
      const sequence = draft.steps.map((step) => ({
        event: step.event,
        ...printWhere(step.where),
      }));
      const { within, ...days } = window as { within?: string };
      return draft.steps.every((step) => step.event)
        ? { sequence, within: draft.span, last: within, ...days }
        : undefined;
    }
    case 'rfm':
      return event && sum
        ? { rfm: { event, ...where, amount: sum, ...window }, gives: draft.gives }
        : undefined;
    case 'upload':
      return draft.identifier.trim() ? { upload: draft.identifier.trim() } : undefined;
    case 'sql':
      return draft.sql.trim() ? { sql: draft.sql, every: draft.every } : undefined;
    case 'model':
      return { model: draft.model };
  }
}
