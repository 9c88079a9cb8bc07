/**
 * An audience rule while it is being built. It may be incomplete; `json.ts` turns it into the rule
 * language and back. Every node has an id that survives edits.
 */
import type { Scalar } from '@/api/types';

/** A test on one value, as an operator and what it compares with. */
export type Test =
  | { op: 'in' | 'not_in'; values: Scalar[] }
  | { op: 'range'; gt?: Bound; gte?: Bound; lt?: Bound; lte?: Bound }
  | { op: 'eq' | 'ne'; value?: Scalar }
  | { op: 'is_set'; set: boolean }
  | { op: 'contains'; text: string };

export type Bound = number | string;

export interface PropertyTest {
  property: string;
  test: Test;
}

export type WindowOfTime =
  | { kind: 'always' }
  | { kind: 'within'; length: string }
  | { kind: 'days'; from?: string; to?: string };

export type MeasureKind =
  | 'count'
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'distinct'
  | 'days_since'
  | 'first_value'
  | 'last_value';

/** Measures of the event itself rather than of one of its properties. */
export const withoutProperty = (kind: MeasureKind) => kind === 'count' || kind === 'days_since';

/** What an event condition measures; `did` and `didNot` are the two everyday counts. */
export interface Measure {
  kind: MeasureKind;
  property?: string;
  test: Test;
}

interface NodeBase {
  id: string;
  negated: boolean;
}

export interface GroupNode extends NodeBase {
  kind: 'group';
  op: 'and' | 'or';
  children: RuleNode[];
}

export interface TagNode extends NodeBase {
  kind: 'tag';
  tag: string;
  test: Test;
}

export interface TraitNode extends NodeBase {
  kind: 'trait';
  trait: string;
  test: Test;
}

export interface EventNode extends NodeBase {
  kind: 'event';
  event: string;
  where: PropertyTest[];
  measure: Measure;
  window: WindowOfTime;
}

export interface SequenceNode extends NodeBase {
  kind: 'sequence';
  steps: { event: string; where: PropertyTest[] }[];
  within: string;
  last?: string;
  /** Any other window of the rule language, kept as it is. */
  from?: string;
  to?: string;
}

export interface AudienceNode extends NodeBase {
  kind: 'audience';
  audience: string;
  /** Who was in it when the snapshot of this number was taken; who is in it now when left out. */
  snapshot?: number;
}

export type ConditionNode = TagNode | TraitNode | EventNode | SequenceNode | AudienceNode;
export type RuleNode = GroupNode | ConditionNode;

let counter = 0;
export const newId = () => `n${(counter += 1)}`;

export const emptyRule = (): GroupNode => ({
  id: newId(),
  kind: 'group',
  op: 'and',
  negated: false,
  children: [],
});

export const atLeastOnce = (): Measure => ({ kind: 'count', test: { op: 'range', gte: 1 } });
export const never = (): Measure => ({ kind: 'count', test: { op: 'eq', value: 0 } });

export const isNever = (measure: Measure) =>
  measure.kind === 'count' && measure.test.op === 'eq' && measure.test.value === 0;

export const isAtLeastOnce = (measure: Measure) =>
  measure.kind === 'count' &&
  measure.test.op === 'range' &&
  measure.test.gte === 1 &&
  measure.test.lt === undefined &&
  measure.test.lte === undefined &&
  measure.test.gt === undefined;

/** Whether a test compares with something; an incomplete one is not sent. */
export function isComplete(test: Test): boolean {
  switch (test.op) {
    case 'in':
    case 'not_in':
      return test.values.length > 0;
    case 'range':
      return [test.gt, test.gte, test.lt, test.lte].some((b) => b !== undefined && b !== '');
    case 'eq':
    case 'ne':
      return test.value !== undefined && test.value !== '';
    case 'is_set':
      return true;
    case 'contains':
      return test.text !== '';
  }
}
