import { Select } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { atLeastOnce, isAtLeastOnce, isNever, never, withoutProperty } from '@/rule/model';
import type { EventNode, Measure, MeasureKind } from '@/rule/model';
import { numberOperators, openingTest } from '@/rule/operators';
import { measures } from '@/rule/parse';
import { ruleTexts } from '@/rule/texts';
import type { EventSubject, Subject } from '@/rule/vocabulary';
import { useBuilder } from './builder-context';
import { TestEditor } from './test-editor';
import { audienceTexts } from './texts';
import { AddFilter, WhereEditor } from './where-editor';
import { WindowEditor } from './window-editor';

type How = 'did' | 'didNot' | MeasureKind;

const hows: How[] = ['did', 'didNot', ...measures];

/** Whether it is a value of the property rather than a number made of several. */
const isItself = (how: How) => how === 'first_value' || how === 'last_value';

const numeric: MeasureKind[] = ['sum', 'avg', 'min', 'max'];

export function EventCondition({ node }: { node: EventNode }) {
  const t = useTexts(audienceTexts);
  const words = useTexts(ruleTexts);
  const { vocabulary, edit } = useBuilder();
  const event = vocabulary.event(node.event);
  const change = (changed: Partial<EventNode>) =>
    edit(node.id, (old) => (old.kind === 'event' ? { ...old, ...changed } : old));
  const how: How = isNever(node.measure)
    ? 'didNot'
    : isAtLeastOnce(node.measure)
      ? 'did'
      : node.measure.kind;
  const property = node.measure.property
    ? vocabulary.property(node.event, node.measure.property)
    : undefined;
  return (
    <>
      <div className="condition-line">
        <Select
          small
          className={how === 'didNot' ? 'is-not' : undefined}
          aria-label={`${event?.label ?? node.event}: ${t.how}`}
          value={how}
          options={hows.map((value) => ({ value, label: words.measure[value] }))}
          onChange={(value) => change({ measure: measureFor(value, event) })}
        />
        {how !== 'did' && how !== 'didNot' && !withoutProperty(how) && (
          <Select
            small
            aria-label={t.property}
            value={node.measure.property ?? ''}
            options={propertiesFor(how, event).map((p) => ({ value: p.key, label: p.label }))}
            onChange={(key) => change({ measure: withProperty(node.measure, key, event) })}
          />
        )}
        <Select
          small
          className="subject"
          aria-label={t.event}
          value={node.event}
          options={vocabulary.events.map((e) => ({ value: e.key, label: e.label }))}
          onChange={(key) => change({ event: key, where: [], measure: atLeastOnce() })}
        />
        {how !== 'did' && how !== 'didNot' && (
          <TestEditor
            subject={{
              label: words.measure[how],
              type: isItself(how) ? (property?.type ?? 'text') : 'number',
              values: isItself(how) ? (property?.values ?? []) : [],
            }}
            operators={isItself(how) ? undefined : numberOperators}
            test={node.measure.test}
            onChange={(test) => change({ measure: { ...node.measure, test } })}
          />
        )}
        <WindowEditor window={node.window} onChange={(window) => change({ window })} />
        <AddFilter event={event} where={node.where} onChange={(where) => change({ where })} />
      </div>
      <WhereEditor event={event} where={node.where} onChange={(where) => change({ where })} />
    </>
  );
}

function propertiesFor(kind: MeasureKind, event: EventSubject | undefined): Subject[] {
  const all = event?.properties ?? [];
  return numeric.includes(kind) ? all.filter((p) => p.type === 'number') : all;
}

function measureFor(how: How, event: EventSubject | undefined): Measure {
  switch (how) {
    case 'did':
      return atLeastOnce();
    case 'didNot':
      return never();
    case 'count':
      return { kind: 'count', test: { op: 'range', gte: 3 } };
    case 'days_since':
      return { kind: 'days_since', test: { op: 'range', lte: 7 } };
    default: {
      const property = propertiesFor(how, event)[0]?.key;
      return withProperty({ kind: how, test: { op: 'range', gte: '' } }, property, event);
    }
  }
}

function withProperty(
  measure: Measure,
  property: string | undefined,
  event: EventSubject | undefined,
): Measure {
  const type = event?.properties.find((p) => p.key === property)?.type ?? 'text';
  return {
    ...measure,
    property,
    test: isItself(measure.kind) ? openingTest(type) : measure.test,
  };
}
