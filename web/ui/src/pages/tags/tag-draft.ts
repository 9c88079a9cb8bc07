import type { TagDefinition, TagType } from '@/api/types';
import { printRule } from '@/rule/json';
import { emptyRow, type RuleRow } from './rule-rows';

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
export type Kind = (typeof kinds)[number];

export const windows = ['always', '7d', '30d', '90d', '180d', '365d'] as const;
export const rfmParts = ['segment', 'recency', 'frequency', 'monetary', 'score'] as const;

/** What people filled in for the kinds that are more than a trait or one statistic. */
export interface KindDraft {
  type: TagType;
  rows: RuleRow[];
  otherwise: string;
  event: string;
  property: string;
  /** The property that is added up. */
  sum: string;
  within: (typeof windows)[number];
  steps: string[];
  span: '1h' | '1d' | '7d' | '30d';
  gives: (typeof rfmParts)[number];
  identifier: string;
  sql: string;
  every: '10m' | '1h' | '6h' | '1d';
}

export const emptyKinds = (): KindDraft => ({
  type: 'enum',
  rows: [emptyRow()],
  otherwise: '',
  event: '',
  property: '',
  sum: '',
  within: '90d',
  steps: ['', ''],
  span: '7d',
  gives: 'segment',
  identifier: 'user_id',
  sql: 'SELECT profile_id, … FROM customers',
  every: '1h',
});

/** A value as the tag's type has it. */
function valueOf(text: string, type: TagType): string | number | boolean {
  if (type === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text.trim();
}

/** The type and the definition, or nothing while something is missing. */
export function definitionOf(
  kind: Kind,
  draft: KindDraft,
  preferred: TagType,
): { type: TagType; definition: TagDefinition } | undefined {
  const within = draft.within === 'always' ? undefined : draft.within;
  switch (kind) {
    case 'rows': {
      const rows = draft.rows.map((row) => ({
        rule: printRule(row.root).rule,
        value: valueOf(row.value, draft.type),
      }));
      const whole = draft.rows.every((row) => row.root.children.length > 0 && row.value.trim());
      const otherwise = draft.otherwise.trim() ? valueOf(draft.otherwise, draft.type) : undefined;
      return whole ? { type: draft.type, definition: { rows, otherwise } } : undefined;
    }
    case 'preference': {
      const { event, property } = draft;
      const preference = { event, property, sum: draft.sum || undefined, within };
      return event && property ? { type: preferred, definition: { preference } } : undefined;
    }
    case 'sequence': {
      const sequence = draft.steps.map((event) => ({ event }));
      const type = draft.type === 'boolean' ? 'boolean' : 'number';
      return draft.steps.every(Boolean)
        ? { type, definition: { sequence, within: draft.span, last: within } }
        : undefined;
    }
    case 'rfm': {
      const rfm = { event: draft.event, amount: draft.sum, within };
      const type = draft.gives === 'segment' ? 'enum' : 'number';
      return draft.event && draft.sum
        ? { type, definition: { rfm, gives: draft.gives } }
        : undefined;
    }
    case 'upload':
      return draft.identifier.trim()
        ? { type: draft.type, definition: { upload: draft.identifier.trim() } }
        : undefined;
    case 'sql':
      return draft.sql.trim()
        ? { type: draft.type, definition: { sql: draft.sql, every: draft.every } }
        : undefined;
    case 'trait':
    case 'event':
      return undefined;
  }
}
