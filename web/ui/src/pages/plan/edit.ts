/** Changes to a plan, and what the page shows of plan and data together. */
import type { FieldType, Plan, PlannedEvent, PlannedField, PlannedTrait } from '@/api/plan';
import type { Catalog, EventInfo, PropertyInfo, TraitInfo } from '@/api/types';

/** A declared field, what came under its name, or both. */
export interface FieldRow<F extends PlannedField = PlannedField> {
  name: string;
  declared?: F;
  found?: PropertyInfo;
}

export interface EventRow {
  name: string;
  declared?: PlannedEvent;
  found?: EventInfo;
  properties: FieldRow[];
}

const types: readonly string[] = ['text', 'number', 'boolean', 'time', 'list'];
const typeOf = (found: PropertyInfo | undefined): FieldType =>
  found && types.includes(found.type) ? (found.type as FieldType) : 'text';

/** Names that belong to the protocol; nobody has to declare them. */
const protocol = new Set(['identify', 'alias', 'group', 'page', 'screen']);

export function rowsOf<F extends PlannedField>(
  declared: F[],
  found: PropertyInfo[],
): FieldRow<F>[] {
  const seen = new Map(found.map((field) => [field.name, field]));
  const planned = new Set(declared.map((field) => field.name));
  return [
    ...declared.map((field) => ({
      name: field.name,
      declared: field,
      found: seen.get(field.name),
    })),
    ...found
      .filter((field) => !planned.has(field.name) && field.seen !== false)
      .map((field) => ({ name: field.name, found: field })),
  ];
}

export function eventRows(plan: Plan, catalog: Catalog): EventRow[] {
  const found = new Map(catalog.events.map((event) => [event.name, event]));
  const planned = new Set(plan.events.map((event) => event.name));
  const row = (name: string, declared?: PlannedEvent): EventRow => ({
    name,
    declared,
    found: found.get(name),
    properties: rowsOf(declared?.properties ?? [], found.get(name)?.properties ?? []),
  });
  return [
    ...plan.events.map((event) => row(event.name, event)),
    ...catalog.events
      .filter(
        (event) => !planned.has(event.name) && event.seen !== false && !protocol.has(event.name),
      )
      .map((event) => row(event.name)),
  ];
}

/** The field as it would be declared, from what is known of it. */
export const fieldOf = (name: string, found: PropertyInfo | undefined): PlannedField => ({
  name,
  type: typeOf(found),
  storage: found?.storage === 'hashed' ? 'hashed' : 'plain',
});

export const traitOf = (name: string, found: TraitInfo | undefined): PlannedTrait => ({
  ...fieldOf(name, found),
  merge: 'latest',
});

export function withEvent(plan: Plan, name: string, found: EventInfo | undefined): Plan {
  const event: PlannedEvent = {
    name,
    description: '',
    properties: (found?.properties ?? []).map((p) => known(plan, p.name) ?? fieldOf(p.name, p)),
  };
  return { ...plan, events: [...plan.events, event] };
}

/** A property is declared alike in every event. */
const known = (plan: Plan, name: string) =>
  plan.events.flatMap((event) => event.properties).find((field) => field.name === name);

export const changeEvent = (plan: Plan, index: number, change: Partial<PlannedEvent>): Plan => ({
  ...plan,
  events: plan.events.map((event, i) => (i === index ? { ...event, ...change } : event)),
});

export const withoutEvent = (plan: Plan, index: number): Plan => ({
  ...plan,
  events: plan.events.filter((_, i) => i !== index),
});

/** Changes a property in every event that has it. */
export const changeProperty = (plan: Plan, name: string, change: Partial<PlannedField>): Plan => ({
  ...plan,
  events: plan.events.map((event) => ({
    ...event,
    properties: event.properties.map((p) => (p.name === name ? { ...p, ...change } : p)),
  })),
});

export const withProperty = (
  plan: Plan,
  index: number,
  name: string,
  found: PropertyInfo | undefined,
): Plan =>
  changeEvent(plan, index, {
    properties: [
      ...(plan.events[index]?.properties ?? []),
      known(plan, name) ?? fieldOf(name, found),
    ],
  });

export const withoutProperty = (plan: Plan, index: number, name: string): Plan =>
  changeEvent(plan, index, {
    properties: (plan.events[index]?.properties ?? []).filter((p) => p.name !== name),
  });

export const changeTrait = (plan: Plan, name: string, change: Partial<PlannedTrait>): Plan => ({
  ...plan,
  traits: plan.traits.map((trait) => (trait.name === name ? { ...trait, ...change } : trait)),
});

/** Everything that came and is not declared, declared as it came. */
export function adopt(plan: Plan, catalog: Catalog): Plan {
  let adopted = plan;
  for (const row of eventRows(plan, catalog)) {
    if (!row.declared) adopted = withEvent(adopted, row.name, row.found);
    else {
      const index = adopted.events.findIndex((event) => event.name === row.name);
      for (const field of row.properties.filter((f) => !f.declared)) {
        adopted = withProperty(adopted, index, field.name, field.found);
      }
    }
  }
  const traits = rowsOf(plan.traits, catalog.traits).map(
    (row) => row.declared ?? traitOf(row.name, row.found),
  );
  return { ...adopted, traits };
}
