/** The comparisons offered for each type of value, and the switch from one to another. */
import type { Bound, Test } from './model';
import type { ruleTexts } from './texts';
import type { ValueType } from './vocabulary';

export type Operator = keyof (typeof ruleTexts)['en']['op'];

const offered: Record<ValueType, Operator[]> = {
  text: ['in', 'not_in', 'contains', 'set', 'unset'],
  list: ['in', 'not_in', 'contains', 'set', 'unset'],
  number: ['gte', 'lte', 'between', 'gt', 'lt', 'eq', 'ne', 'set', 'unset'],
  boolean: ['true', 'false', 'set', 'unset'],
  time: ['from', 'before', 'days', 'set', 'unset'],
};

export const operatorsFor = (type: ValueType) => offered[type];

/** For a count or a sum, which always has a value. */
export const numberOperators: Operator[] = ['gte', 'lte', 'between', 'gt', 'lt', 'eq', 'ne'];

export function operatorOf(test: Test, type: ValueType): Operator {
  switch (test.op) {
    case 'in':
    case 'not_in':
      if (type === 'number') return test.op === 'in' ? 'eq' : 'ne';
      if (type === 'boolean') return test.values[0] === true ? 'true' : 'false';
      return test.op;
    case 'eq':
    case 'ne':
      return typeof test.value === 'boolean'
        ? test.value === (test.op === 'eq')
          ? 'true'
          : 'false'
        : test.op;
    case 'is_set':
      return test.set ? 'set' : 'unset';
    case 'contains':
      return 'contains';
    case 'range': {
      const lower = test.gte !== undefined || test.gt !== undefined;
      const upper = test.lte !== undefined || test.lt !== undefined;
      if (type === 'time') return lower && upper ? 'days' : upper ? 'before' : 'from';
      if (lower && upper) return 'between';
      return (['gte', 'gt', 'lte', 'lt'] as const).find((op) => test[op] !== undefined) ?? 'gte';
    }
  }
}

/** The same comparison values under another operator, as far as they fit. */
export function withOperator(test: Test, operator: Operator): Test {
  const values = 'values' in test ? test.values : [];
  const bound = firstBound(test);
  switch (operator) {
    case 'in':
    case 'not_in':
      return { op: operator, values };
    case 'contains':
      return { op: 'contains', text: '' };
    case 'set':
    case 'unset':
      return { op: 'is_set', set: operator === 'set' };
    case 'true':
    case 'false':
      return { op: 'eq', value: operator === 'true' };
    case 'eq':
    case 'ne':
      return { op: operator, value: bound };
    case 'gte':
    case 'gt':
    case 'lte':
    case 'lt':
      return { op: 'range', [operator]: bound };
    case 'from':
      return { op: 'range', gte: bound };
    case 'before':
      return { op: 'range', lt: bound };
    case 'between':
      return { op: 'range', gte: bound, lte: '' };
    case 'days':
      return { op: 'range', gte: bound, lt: '' };
  }
}

export function firstBound(test: Test): Bound | undefined {
  if (test.op === 'range') return test.gte ?? test.gt ?? test.lte ?? test.lt;
  if (test.op === 'eq' || test.op === 'ne')
    return typeof test.value === 'boolean' ? undefined : test.value;
  return undefined;
}

/** What a new condition on a value of this type starts with. */
export function openingTest(type: ValueType): Test {
  switch (type) {
    case 'text':
    case 'list':
      return { op: 'in', values: [] };
    case 'number':
    case 'time':
      return { op: 'range', gte: '' };
    case 'boolean':
      return { op: 'eq', value: true };
  }
}
