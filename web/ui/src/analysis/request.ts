/** Questions as the server reads them, and back; the same text stands in the address. */
import type { Problem } from '@/api/client';
import { printRule, printWhere, type Json } from '@/rule/json';
import { newId } from '@/rule/model';
import { parseRule, whereOf } from '@/rule/parse';
import {
  isWhole,
  newEntry,
  type Breakdown,
  type Draft,
  type Entry,
  type OptionValue,
  type Range,
} from './draft';
import {
  grains,
  needsProperty,
  type Grain,
  type MeasureKind,
  type ModelSpec,
  type OptionSpec,
  type Slot,
} from './spec';

export interface PrintedRequest {
  request: Json;
  /** The JSON pointer of every entry that is in the request, by its id. */
  pointers: Map<string, string>;
  /** Slots that do not have enough yet. */
  missing: string[];
}

export function printRequest(spec: ModelSpec, draft: Draft): PrintedRequest {
  const pointers = new Map<string, string>();
  const missing: string[] = [];
  const request: Json = draft.range ? { range: draft.range } : {};
  if (draft.grain) request.grain = draft.grain;
  for (const slot of spec.slots) {
    const whole = (draft.slots[slot.name] ?? []).filter((entry) => isWhole(slot, entry));
    if (whole.length < slot.least) missing.push(slot.name);
    whole.forEach((entry, i) =>
      pointers.set(
        entry.id,
        slot.place === 'list'
          ? `/${slot.name}/${i}`
          : slot.place === 'field'
            ? `/${slot.name}`
            : '',
      ),
    );
    if (slot.place === 'list') {
      if (whole.length > 0) request[slot.name] = whole.map((entry) => printEntry(slot, entry));
    } else if (whole[0]) {
      const printed = printEntry(slot, whole[0]);
      if (slot.place === 'field') request[slot.name] = printed;
      else Object.assign(request, printed);
    }
  }
  for (const { name } of spec.options) {
    const value = draft.options[name];
    if (value !== undefined && value !== '' && value !== false) request[name] = value;
  }
  if (spec.formulas) {
    const formulas = draft.formulas.filter((one) => one.expression.trim() !== '');
    formulas.forEach((one, i) => pointers.set(one.id, `/formulas/${i}`));
    if (formulas.length > 0)
      request.formulas = formulas.map(({ name, expression }) => ({ name, expression }));
    if (draft.compare) request.compare = { shift: draft.compare };
  }
  const filter = printRule(draft.filter);
  if (filter.pointers.size > 1) request.filter = filter.rule;
  if (draft.audiences.length > 0) request.audiences = draft.audiences;
  if (spec.by !== 'none' && draft.by.length > 0) request.by = draft.by;
  return { request, pointers, missing };
}

function printEntry(slot: Slot, entry: Entry): Json {
  if (slot.about === 'profile') {
    return {
      kind: entry.measure,
      ...(needsProperty(entry.measure) ? { trait: entry.property } : {}),
      ...(entry.measure === 'quantile' ? { q: entry.q } : {}),
    };
  }
  return {
    event: entry.event,
    ...printWhere(entry.where),
    ...(slot.measures.length > 0 ? { measure: printMeasure(entry) } : {}),
    ...(slot.amount ? { property: entry.property } : {}),
    ...(slot.optional && entry.optional ? { optional: true } : {}),
    ...(slot.between && entry.between ? { between: entry.between } : {}),
  };
}

const printMeasure = (entry: Entry): Json => ({
  kind: entry.measure,
  ...(needsProperty(entry.measure) ? { property: entry.property } : {}),
  ...(entry.measure === 'quantile' ? { q: entry.q } : {}),
});

/** Reads a request over an opening question, which fills in what is not said. */
export function parseRequest(spec: ModelSpec, json: Json, opening: Draft): Draft {
  return {
    range: opening.range && (rangeOf(json.range) ?? opening.range),
    grain: grainOf(json.grain) ?? (spec.wholeRange ? undefined : opening.grain),
    filter: json.filter === undefined ? opening.filter : parseRule(json.filter),
    audiences: listOf(json.audiences).filter((key) => typeof key === 'string'),
    by: listOf(json.by).flatMap(breakdownOf),
    slots: Object.fromEntries(spec.slots.map((slot) => [slot.name, entriesOf(slot, json)])),
    options: Object.fromEntries(
      spec.options.map((option) => [option.name, optionOf(option, json[option.name])]),
    ),
    formulas: listOf(json.formulas)
      .filter(isObject)
      .map((one) => ({
        id: newId(),
        name: String(one.name ?? ''),
        expression: String(one.expression ?? ''),
      })),
    compare: isObject(json.compare) ? textOf(json.compare.shift) : undefined,
  };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

const grainOf = (value: unknown): Grain | undefined => grains.find((grain) => grain === value);

function rangeOf(value: unknown): Range | undefined {
  if (!isObject(value)) return undefined;
  const [last, from, to] = [textOf(value.last), textOf(value.from), textOf(value.to)];
  return last ? { last } : from && to ? { from, to } : undefined;
}

function breakdownOf(value: unknown): Breakdown[] {
  const dimension = isObject(value) ? textOf(value.dimension) : undefined;
  if (!dimension) return [];
  const grain = grainOf((value as Json).grain);
  return [grain ? { dimension, grain } : { dimension }];
}

function entriesOf(slot: Slot, json: Json): Entry[] {
  if (slot.place === 'list') return listOf(json[slot.name]).filter(isObject).map(entryOf(slot));
  const at = slot.place === 'field' ? json[slot.name] : json;
  return isObject(at) && (at.event !== undefined || slot.place === 'field')
    ? [entryOf(slot)(at)]
    : [];
}

const entryOf = (slot: Slot) => (json: Json) => {
  const entry = newEntry(slot, textOf(json.event) ?? '');
  const measure = slot.about === 'profile' ? json : isObject(json.measure) ? json.measure : {};
  const kind = slot.measures.find((one: MeasureKind) => one === measure.kind);
  const between = listOf(json.between).map(Number);
  return {
    ...entry,
    where: whereOf(json.where),
    measure: kind ?? entry.measure,
    property: textOf(slot.amount ? json.property : (measure.property ?? measure.trait)),
    q: typeof measure.q === 'number' ? measure.q : entry.q,
    optional: json.optional === true,
    between: between.length === 2 ? (between as [number, number]) : undefined,
  };
};

function optionOf(option: OptionSpec, value: unknown): OptionValue {
  switch (option.kind) {
    case 'number':
      return typeof value === 'number' ? value : option.initial;
    case 'numbers':
      return Array.isArray(value) ? value.filter((one) => typeof one === 'number') : undefined;
    case 'property':
      return textOf(value);
    case 'flag':
      return value === true;
    case 'choice':
    case 'length':
      return textOf(value) ?? option.initial;
  }
}

/** What the server says of a field or of what lies in it. */
export const problemsAt = (problems: readonly Problem[], pointer: string): string[] =>
  problems
    .filter((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
    .map((one) => one.message);

/** Problems that no field of the form shows. */
export const problemsElsewhere = (problems: readonly Problem[], shown: readonly string[]) =>
  problems.filter(
    (one) => !shown.some((at) => one.pointer === at || one.pointer.startsWith(`${at}/`)),
  );
