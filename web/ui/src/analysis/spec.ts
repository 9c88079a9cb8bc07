/**
 * What each analysis model asks for. The form, the request and the address are all read off this, so
 * that a field of a model is written down once.
 */

export const grains = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type Grain = (typeof grains)[number];

export type MeasureKind =
  | 'count'
  | 'users'
  | 'sum'
  | 'average'
  | 'min'
  | 'max'
  | 'quantile'
  | 'distinct'
  | 'per_user'
  | 'days'
  | 'hours';

/** Measures that look at a property of the event or at a trait. */
export const needsProperty = (kind: MeasureKind) =>
  ['sum', 'average', 'min', 'max', 'quantile', 'distinct'].includes(kind);

/** Measures of numbers only. */
export const needsNumber = (kind: MeasureKind) => needsProperty(kind) && kind !== 'distinct';

/** Where events are chosen. */
export interface Slot {
  name: string;
  /** A list of entries, an entry of its own, or fields of the request itself. */
  place: 'list' | 'field' | 'root';
  least: number;
  most: number;
  /** Entries of `profile` measure traits and choose no event. */
  about: 'event' | 'profile';
  any: boolean;
  measures: readonly MeasureKind[];
  /** The entry names a property that holds numbers. */
  amount: boolean;
  optional: boolean;
  between: boolean;
}

const slot = (name: string, place: Slot['place'], more: Partial<Slot> = {}): Slot => ({
  name,
  place,
  least: 1,
  most: 1,
  about: 'event',
  any: true,
  measures: [],
  amount: false,
  optional: false,
  between: false,
  ...more,
});

export type OptionSpec =
  | { name: string; kind: 'choice'; choices: readonly string[]; initial: string }
  | { name: string; kind: 'length'; initial: string }
  | { name: string; kind: 'number'; initial: number; from: number; to: number }
  | { name: string; kind: 'numbers' }
  | { name: string; kind: 'flag' }
  | { name: string; kind: 'property'; slot: string };

export interface ModelSpec {
  key: ModelKey;
  slots: readonly Slot[];
  options: readonly OptionSpec[];
  /** The grains it knows; none without a time axis. */
  grains: readonly Grain[];
  /** What it starts with; none leaves the time axis out. */
  grain?: Grain;
  /** Whether it is answered without a grain too. */
  wholeRange: boolean;
  /** The period it starts with; none where only the present counts. */
  range?: string;
  /** Which dimensions it is split by. */
  by: 'any' | 'profile' | 'none';
  /** Whether it takes formulas and another range to compare with. */
  formulas: boolean;
  /** The column whose cells count people. */
  people?: string;
}

export const modelKeys = [
  'segmentation',
  'funnel',
  'retention',
  'distribution',
  'path',
  'interval',
  'session',
  'property',
  'ltv',
  'stickiness',
  'rfm',
] as const;
export type ModelKey = (typeof modelKeys)[number];

const calendar = ['day', 'week', 'month'] as const;

export const specs: { readonly [K in ModelKey]: ModelSpec } = {
  segmentation: {
    key: 'segmentation',
    slots: [
      slot('series', 'list', {
        most: 10,
        measures: [
          'count',
          'users',
          'per_user',
          'sum',
          'average',
          'min',
          'max',
          'quantile',
          'distinct',
        ],
      }),
    ],
    options: [],
    grains,
    grain: 'day',
    wholeRange: true,
    range: '30d',
    by: 'any',
    formulas: true,
  },
  funnel: {
    key: 'funnel',
    slots: [
      slot('steps', 'list', { least: 2, most: 12, optional: true }),
      slot('exclude', 'list', { least: 0, most: 5, between: true }),
    ],
    options: [
      {
        name: 'order',
        kind: 'choice',
        choices: ['ordered', 'strict', 'any'],
        initial: 'ordered',
      },
      { name: 'window', kind: 'length', initial: '7d' },
      { name: 'hold_constant', kind: 'property', slot: 'steps' },
    ],
    grains,
    wholeRange: true,
    range: '30d',
    by: 'any',
    formulas: false,
    people: 'users',
  },
  retention: {
    key: 'retention',
    slots: [slot('first', 'field'), slot('return', 'field')],
    options: [
      {
        name: 'kind',
        kind: 'choice',
        choices: ['exact', 'unbounded', 'rolling'],
        initial: 'exact',
      },
      { name: 'periods', kind: 'number', initial: 8, from: 1, to: 90 },
    ],
    grains: calendar,
    grain: 'week',
    wholeRange: false,
    range: '8w',
    by: 'any',
    formulas: false,
    people: 'users',
  },
  distribution: {
    key: 'distribution',
    slots: [slot('event', 'root', { measures: ['count', 'days', 'hours', 'sum', 'distinct'] })],
    options: [{ name: 'bounds', kind: 'numbers' }],
    grains,
    wholeRange: true,
    range: '30d',
    by: 'any',
    formulas: false,
    people: 'users',
  },
  path: {
    key: 'path',
    slots: [
      slot('start', 'field', { least: 0 }),
      slot('end', 'field', { least: 0 }),
      slot('events', 'list', { least: 0, most: 20, any: false }),
    ],
    options: [
      { name: 'depth', kind: 'number', initial: 5, from: 2, to: 10 },
      { name: 'session', kind: 'length', initial: '30m' },
      { name: 'loops', kind: 'choice', choices: ['collapse', 'keep'], initial: 'collapse' },
      { name: 'top', kind: 'number', initial: 8, from: 1, to: 50 },
      { name: 'split_by', kind: 'property', slot: 'start' },
    ],
    grains: [],
    wholeRange: true,
    range: '30d',
    by: 'none',
    formulas: false,
    people: 'users',
  },
  interval: {
    key: 'interval',
    slots: [slot('from', 'field'), slot('to', 'field')],
    options: [
      { name: 'window', kind: 'length', initial: '7d' },
      { name: 'hold_constant', kind: 'property', slot: 'from' },
    ],
    grains,
    wholeRange: true,
    range: '30d',
    by: 'any',
    formulas: false,
    people: 'users',
  },
  session: {
    key: 'session',
    slots: [slot('events', 'list', { least: 0, most: 20, any: false })],
    options: [
      { name: 'timeout', kind: 'length', initial: '30m' },
      { name: 'entry', kind: 'flag' },
    ],
    grains,
    grain: 'day',
    wholeRange: true,
    range: '30d',
    by: 'any',
    formulas: false,
    people: 'users',
  },
  property: {
    key: 'property',
    slots: [
      slot('measures', 'list', {
        most: 10,
        about: 'profile',
        measures: ['users', 'sum', 'average', 'min', 'max', 'quantile', 'distinct'],
      }),
    ],
    options: [],
    grains: [],
    wholeRange: true,
    by: 'profile',
    formulas: false,
    people: 'users',
  },
  ltv: {
    key: 'ltv',
    slots: [slot('revenue', 'field', { amount: true }), slot('first', 'field', { least: 0 })],
    options: [
      { name: 'periods', kind: 'number', initial: 8, from: 1, to: 60 },
      { name: 'forecast', kind: 'number', initial: 4, from: 0, to: 24 },
    ],
    grains: ['week', 'month'],
    grain: 'week',
    wholeRange: false,
    range: '12w',
    by: 'any',
    formulas: false,
    people: 'users',
  },
  stickiness: {
    key: 'stickiness',
    slots: [slot('event', 'root')],
    options: [],
    grains: ['week', 'month'],
    wholeRange: true,
    range: '30d',
    by: 'any',
    formulas: false,
    people: 'users',
  },
  rfm: {
    key: 'rfm',
    slots: [slot('event', 'root', { amount: true, any: false })],
    options: [{ name: 'parts', kind: 'number', initial: 5, from: 2, to: 10 }],
    grains: [],
    wholeRange: true,
    range: '6m',
    by: 'none',
    formulas: false,
    people: 'users',
  },
};

export const isModelKey = (key: string): key is ModelKey => key in specs;
