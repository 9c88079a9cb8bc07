/** A question while it is being put; `request.ts` turns it into the body of the call and back. */
import { emptyRule, newId, type GroupNode, type PropertyTest } from '@/rule/model';
import type { Subject, Vocabulary } from '@/rule/vocabulary';
import { needsProperty, type Grain, type MeasureKind, type ModelSpec, type Slot } from './spec';

/** Stands for any event. */
export const anyEvent = '*';
/** Stands for all profiles among the audiences to compare. */
export const everyone = '$everyone';

export type Range = { last: string } | { from: string; to: string };

export interface Breakdown {
  dimension: string;
  grain?: Grain;
}

/** An event with what is asked of it; a measured trait where the slot is about profiles. */
export interface Entry {
  id: string;
  event: string;
  where: PropertyTest[];
  measure: MeasureKind;
  /** Of the measure or the amount; the trait where the slot is about profiles. */
  property?: string;
  /** Of a quantile. */
  q: number;
  optional: boolean;
  between?: [number, number];
}

export interface NamedFormula {
  id: string;
  name: string;
  expression: string;
}

export type OptionValue = string | number | boolean | number[] | undefined;

export interface Draft {
  range?: Range;
  grain?: Grain;
  filter: GroupNode;
  audiences: string[];
  by: Breakdown[];
  slots: Record<string, Entry[]>;
  options: Record<string, OptionValue>;
  formulas: NamedFormula[];
  /** The shift of the range that is compared with: `previous`, 7d, 1y. */
  compare?: string;
}

export const newEntry = (slot: Slot, event: string, property?: string): Entry => ({
  id: newId(),
  event,
  where: [],
  measure: slot.measures[0] ?? 'count',
  property,
  q: 0.5,
  optional: false,
});

/** Whether it says enough to be asked. */
export function isWhole(slot: Slot, entry: Entry): boolean {
  if (slot.about === 'event' && !entry.event) return false;
  if (slot.amount && !entry.property) return false;
  return slot.measures.length === 0 || !needsProperty(entry.measure) || !!entry.property;
}

/** The numbers that an event carries. */
export const numbersOf = (vocabulary: Vocabulary, event: string): Subject[] =>
  propertiesOf(vocabulary, event).filter((property) => property.type === 'number');

/** What an event carries; for any event, what any of them carries. */
export function propertiesOf(vocabulary: Vocabulary, event: string): Subject[] {
  if (event !== anyEvent) return vocabulary.event(event)?.properties ?? [];
  const all = vocabulary.events.flatMap((one) => one.properties);
  return [...new Map(all.map((property) => [property.key, property])).values()];
}

/** A question that can be asked at once, about what happens most. */
export function openingDraft(spec: ModelSpec, vocabulary: Vocabulary): Draft {
  const byCount = [...vocabulary.events].sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
  const withNumber = byCount.find((event) => event.properties.some((p) => p.type === 'number'));
  const slots = spec.slots.map((slot): [string, Entry[]] => {
    if (slot.about === 'profile') return [slot.name, [newEntry(slot, '')]];
    if (slot.amount) {
      const amount = withNumber && numbersOf(vocabulary, withNumber.key)[0]?.key;
      return [slot.name, [newEntry(slot, withNumber?.key ?? '', amount)]];
    }
    // What is to come after another event is another one.
    const first = slot.name === 'to' && byCount.length > 1 ? 1 : 0;
    const events = byCount.slice(first, first + slot.least);
    return [slot.name, events.map((event) => newEntry(slot, event.key))];
  });
  return {
    range: spec.range === undefined ? undefined : { last: spec.range },
    grain: spec.grain,
    filter: emptyRule(),
    audiences: [],
    by: [],
    slots: Object.fromEntries(slots),
    options: Object.fromEntries(
      spec.options.map((option) => [option.name, 'initial' in option ? option.initial : undefined]),
    ),
    formulas: [],
  };
}
