/** Reads the rule language. Says where and why it cannot. */
import type { Scalar } from '@/api/types';
import { asRoot, type Json } from './json';
import { newId, type GroupNode, type Measure, type MeasureKind, type RuleNode } from './model';
import type { PropertyTest, Test, WindowOfTime } from './model';

export class RuleSyntaxError extends Error {
  constructor(
    readonly pointer: string,
    readonly found: string,
  ) {
    super(`${pointer || '/'}: ${found}`);
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

export const parseRule = (json: unknown): GroupNode => asRoot(parseNode(json, '', false));

function parseNode(json: unknown, pointer: string, negated: boolean): RuleNode {
  if (!isObject(json)) throw new RuleSyntaxError(pointer, JSON.stringify(json) ?? 'undefined');
  if ('not' in json) return parseNode(json.not, `${pointer}/not`, !negated);
  for (const op of ['and', 'or'] as const) {
    const children = json[op];
    if (Array.isArray(children)) {
      const parsed = children.map((child, i) => parseNode(child, `${pointer}/${op}/${i}`, false));
      return { id: newId(), kind: 'group', op, negated, children: parsed };
    }
  }
  const base = { id: newId(), negated };
  if (text(json.tag)) return { ...base, kind: 'tag', tag: text(json.tag)!, test: testOf(json) };
  if (text(json.trait))
    return { ...base, kind: 'trait', trait: text(json.trait)!, test: testOf(json) };
  if (text(json.audience)) return { ...base, kind: 'audience', audience: text(json.audience)! };
  if (text(json.snapshot) && typeof json.number === 'number')
    return {
      ...base,
      kind: 'audience',
      audience: text(json.snapshot)!,
      snapshot: json.number,
    };
  if (Array.isArray(json.sequence)) {
    return {
      ...base,
      kind: 'sequence',
      steps: json.sequence.map((step, i) => {
        if (!isObject(step) || !text(step.event))
          throw new RuleSyntaxError(`${pointer}/sequence/${i}`, JSON.stringify(step));
        return { event: text(step.event)!, where: whereOf(step.where) };
      }),
      within: text(json.within) ?? '30m',
      last: text(json.last),
      from: text(json.from),
      to: text(json.to),
    };
  }
  if (text(json.event)) {
    return {
      ...base,
      kind: 'event',
      event: text(json.event)!,
      where: whereOf(json.where),
      measure: measureOf(json),
      window: windowOf(json),
    };
  }
  throw new RuleSyntaxError(pointer, JSON.stringify(json));
}

export function testOf(json: Json): Test {
  if (Array.isArray(json.in)) return { op: 'in', values: json.in.filter(isScalar) };
  if (Array.isArray(json.not_in)) return { op: 'not_in', values: json.not_in.filter(isScalar) };
  if (typeof json.eq === 'string') return { op: 'in', values: [json.eq] };
  if (typeof json.ne === 'string') return { op: 'not_in', values: [json.ne] };
  if (isScalar(json.eq)) return { op: 'eq', value: json.eq };
  if (isScalar(json.ne)) return { op: 'ne', value: json.ne };
  if (typeof json.is_set === 'boolean') return { op: 'is_set', set: json.is_set };
  if (typeof json.contains === 'string') return { op: 'contains', text: json.contains };
  const range: Extract<Test, { op: 'range' }> = { op: 'range' };
  for (const name of ['gt', 'gte', 'lt', 'lte'] as const) {
    const bound = json[name];
    if (typeof bound === 'number' || typeof bound === 'string') range[name] = bound;
  }
  return range;
}

export function whereOf(json: unknown): PropertyTest[] {
  return Array.isArray(json)
    ? json
        .filter(isObject)
        .map((item) => ({ property: text(item.property) ?? '', test: testOf(item) }))
    : [];
}

/** What is measured of an event, in the order in which it is offered. */
export const measures: readonly MeasureKind[] = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'distinct',
  'days_since',
  'first_value',
  'last_value',
];

function measureOf(json: Json): Measure {
  for (const kind of measures) {
    const measure = json[kind];
    if (isObject(measure)) return { kind, property: text(measure.property), test: testOf(measure) };
  }
  return { kind: 'count', test: { op: 'range', gte: 1 } };
}

export function windowOf(json: { within?: unknown; from?: unknown; to?: unknown }): WindowOfTime {
  const length = text(json.within);
  if (length) return { kind: 'within', length };
  const from = text(json.from);
  const to = text(json.to);
  return from || to ? { kind: 'days', from, to } : { kind: 'always' };
}
