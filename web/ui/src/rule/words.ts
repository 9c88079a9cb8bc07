/** A rule as a sentence, so that a person can check what was built. */
import type { Scalar, ValueCount } from '@/api/types';
import { compact } from '@/format/numbers';
import { shortDay } from '@/format/times';
import type { Language } from '@/i18n/language';
import { nameIn } from '@/i18n/texts';
import { dayBefore } from './days';
import { isAtLeastOnce, isComplete, isNever, withoutProperty } from './model';
import type { Bound, EventNode, PropertyTest, RuleNode, Test, WindowOfTime } from './model';
import { ruleTexts } from './texts';
import type { Vocabulary } from './vocabulary';

export interface Speaker {
  language: Language;
  vocabulary: Vocabulary;
}

/** The sentence; empty for a rule without any complete condition. */
export function sayRule(node: RuleNode, speaker: Speaker, nested = false): string {
  const t = ruleTexts[speaker.language];
  const said =
    node.kind === 'group'
      ? sayGroup(node, speaker, nested && !node.negated)
      : sayCondition(node, speaker);
  if (!said || !node.negated) return said;
  return speaker.language === 'zh' ? `${t.not}（${said}）` : `${t.not} (${said})`;
}

function sayGroup(node: RuleNode & { kind: 'group' }, speaker: Speaker, nested: boolean): string {
  const t = ruleTexts[speaker.language];
  const parts = node.children.map((child) => sayRule(child, speaker, true)).filter(Boolean);
  const joiner = speaker.language === 'zh' ? `，${t[node.op]} ` : ` ${t[node.op]} `;
  const joined = parts.join(joiner);
  if (!nested || parts.length < 2) return joined;
  return speaker.language === 'zh' ? `（${joined}）` : `(${joined})`;
}

function sayCondition(node: Exclude<RuleNode, { kind: 'group' }>, speaker: Speaker): string {
  const t = ruleTexts[speaker.language];
  const { vocabulary } = speaker;
  switch (node.kind) {
    case 'tag': {
      const subject = vocabulary.tag(node.tag);
      return isComplete(node.test)
        ? `${subject?.label ?? node.tag} ${sayTest(node.test, subject?.values, speaker)}`
        : '';
    }
    case 'trait': {
      const subject = vocabulary.trait(node.trait);
      return isComplete(node.test)
        ? `${subject?.label ?? node.trait} ${sayTest(node.test, subject?.values, speaker)}`
        : '';
    }
    case 'event':
      return sayEvent(node, speaker);
    case 'sequence': {
      const steps = node.steps.map((step) => sayStep(step.event, step.where, speaker)).join(t.then);
      const when = node.last ? t.inTheLast(sayLength(node.last, speaker)) : '';
      return t.sequence(steps, sayLength(node.within, speaker), when);
    }
    case 'audience':
      if (!node.audience) return '';
      return node.snapshot === undefined
        ? t.audience(vocabulary.audience(node.audience))
        : t.snapshot(vocabulary.audience(node.audience), node.snapshot);
  }
}

function sayEvent(node: EventNode, speaker: Speaker): string {
  const t = ruleTexts[speaker.language];
  if (!isComplete(node.measure.test)) return '';
  const event = speaker.vocabulary.event(node.event)?.label ?? node.event;
  const where = sayWhere(node.event, node.where, speaker);
  const when = sayWindow(node.window, speaker);
  if (isNever(node.measure)) return t.didNot(event, where, when);
  if (isAtLeastOnce(node.measure)) return t.did(event, where, when);
  const { kind, property } = node.measure;
  if (!withoutProperty(kind) && !property) return '';
  const subject = property ? speaker.vocabulary.property(node.event, property) : undefined;
  const measure = property ? `${t.measure[kind]} ${subject?.label ?? property}` : t.measure[kind];
  return t.measured(
    measure,
    event,
    where,
    when,
    sayTest(node.measure.test, subject?.values, speaker),
  );
}

export const sayStep = (event: string, where: PropertyTest[], speaker: Speaker) =>
  `${speaker.vocabulary.event(event)?.label ?? event}${sayWhere(event, where, speaker)}`;

function sayWhere(event: string, where: PropertyTest[], speaker: Speaker): string {
  const t = ruleTexts[speaker.language];
  const tests = where
    .filter((w) => w.property && isComplete(w.test))
    .map((w) => {
      const subject = speaker.vocabulary.property(event, w.property);
      return `${subject?.label ?? w.property} ${sayTest(w.test, subject?.values, speaker)}`;
    });
  return tests.length > 0 ? t.where(tests.join(t.listed)) : '';
}

export function sayTest(test: Test, values: ValueCount[] | undefined, speaker: Speaker): string {
  const t = ruleTexts[speaker.language];
  switch (test.op) {
    case 'in':
    case 'not_in': {
      const said = test.values.map((v) => valueLabel(v, values, speaker.language));
      return `${t.op[test.op]} ${said.join(t.listed)}`;
    }
    case 'range': {
      const bound = (b: Bound) =>
        typeof b === 'number' ? compact(b, speaker.language) : shortDay(b, speaker.language);
      return (['gt', 'gte', 'lt', 'lte'] as const)
        .flatMap((op) => (test[op] === undefined ? [] : [`${t.op[op]} ${bound(test[op])}`]))
        .join(` ${t.and} `);
    }
    case 'eq':
    case 'ne':
      if (typeof test.value === 'boolean')
        return t.op[test.value === (test.op === 'eq') ? 'true' : 'false'];
      return `${t.op[test.op]} ${test.value}`;
    case 'is_set':
      return t.op[test.set ? 'set' : 'unset'];
    case 'contains':
      return `${t.op.contains} “${test.text}”`;
  }
}

export function sayWindow(window: WindowOfTime, speaker: Speaker): string {
  const t = ruleTexts[speaker.language];
  switch (window.kind) {
    case 'always':
      return '';
    case 'within':
      return t.inTheLast(sayLength(window.length, speaker));
    case 'days': {
      const from = window.from && shortDay(window.from, speaker.language);
      const to = window.to && shortDay(dayBefore(window.to), speaker.language);
      if (from && to) return t.fromTo(from, to);
      return from ? t.since(from) : to ? t.until(to) : '';
    }
  }
}

export function sayLength(length: string, speaker: Speaker): string {
  const t = ruleTexts[speaker.language];
  const unit = length.slice(-1) as keyof typeof t.unit;
  const space = speaker.language === 'zh' ? '' : ' ';
  return t.unit[unit] ? `${length.slice(0, -1)}${space}${t.unit[unit]}` : length;
}

export function valueLabel(value: Scalar, values: ValueCount[] | undefined, language: Language) {
  const known = values?.find((v) => v.value === value);
  return nameIn(language, known?.names, String(value));
}
