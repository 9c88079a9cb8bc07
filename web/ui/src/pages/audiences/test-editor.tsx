import { Histogram } from '@/chart/histogram';
import { NumberInput, Select, TextInput } from '@/design/inputs';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { dayAfter, dayBefore } from '@/rule/days';
import type { Bound, Test } from '@/rule/model';
import { operatorOf, operatorsFor, withOperator, type Operator } from '@/rule/operators';
import { ruleTexts } from '@/rule/texts';
import type { Subject } from '@/rule/vocabulary';
import { audienceTexts } from './texts';
import { ValueChips } from './value-chips';

interface TestEditorProps {
  subject: Pick<Subject, 'label' | 'type' | 'values' | 'histogram'>;
  test: Test;
  onChange: (test: Test) => void;
  operators?: Operator[];
  autoFocus?: boolean;
}

/** A comparison: the operator and the controls for what it compares with. */
export function TestEditor(props: TestEditorProps) {
  const { subject, test, onChange } = props;
  const words = useTexts(ruleTexts);
  const t = useTexts(audienceTexts);
  const operator = operatorOf(test, subject.type);
  return (
    <>
      <Select
        small
        aria-label={`${subject.label}: ${t.operator}`}
        value={operator}
        options={(props.operators ?? operatorsFor(subject.type)).map((op) => ({
          value: op,
          label: words.op[op],
        }))}
        onChange={(op) => onChange(withOperator(test, op))}
      />
      <Values {...props} />
    </>
  );
}

function Values({ subject, test, onChange, autoFocus }: TestEditorProps) {
  const t = useTexts(audienceTexts);
  const named = (what: string) => `${subject.label}: ${what}`;
  switch (test.op) {
    case 'in':
    case 'not_in':
      return (
        <ValueChips
          subject={subject.label}
          known={subject.values}
          chosen={test.values}
          onChange={(values) => onChange({ ...test, values })}
          autoFocus={autoFocus}
        />
      );
    case 'contains':
      return (
        <TextInput
          small
          autoFocus={autoFocus}
          aria-label={named(t.value)}
          style={{ width: 180 }}
          value={test.text}
          onChange={(e) => onChange({ ...test, text: e.target.value })}
        />
      );
    case 'is_set':
      return null;
    case 'eq':
    case 'ne':
      return typeof test.value === 'boolean' ? null : (
        <NumberInput
          small
          autoFocus={autoFocus}
          aria-label={named(t.value)}
          style={{ width: 116 }}
          value={typeof test.value === 'number' ? test.value : undefined}
          onChange={(value) => onChange({ ...test, value })}
        />
      );
    case 'range':
      return subject.type === 'time' ? (
        <Days subject={subject.label} test={test} onChange={onChange} />
      ) : (
        <NumberRange subject={subject} test={test} onChange={onChange} autoFocus={autoFocus} />
      );
  }
}

type Range = Extract<Test, { op: 'range' }>;
type BoundName = 'gt' | 'gte' | 'lt' | 'lte';

const present = (test: Range) =>
  (['gte', 'gt', 'lte', 'lt'] as const).filter((name) => test[name] !== undefined);

const asNumber = (bound: Bound | undefined) => (typeof bound === 'number' ? bound : undefined);

function NumberRange({ subject, test, onChange, autoFocus }: TestEditorProps & { test: Range }) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const names = present(test);
  const shown: BoundName[] = names.length > 0 ? names : ['gte'];
  const label = (name: BoundName) =>
    `${subject.label}: ${shown.length === 1 ? t.value : name.startsWith('g') ? t.lowest : t.highest}`;
  return (
    <>
      {shown.map((name, i) => (
        <span key={name} className="row">
          {i > 0 && <span className="muted">–</span>}
          <NumberInput
            small
            autoFocus={autoFocus && i === 0}
            aria-label={label(name)}
            style={{ width: 116 }}
            value={asNumber(test[name])}
            onChange={(value) => onChange({ ...test, [name]: value ?? '' })}
          />
          {(asNumber(test[name]) ?? 0) >= 10_000 && (
            <span className="muted small num">{f.compact(asNumber(test[name]) ?? 0)}</span>
          )}
        </span>
      ))}
      {subject.histogram && subject.histogram.length > 1 && (
        <span className="condition-histogram">
          <Histogram
            label={t.histogramOf(subject.label)}
            bins={subject.histogram}
            width={190}
            height={30}
            range={{
              from: asNumber(test.gte ?? test.gt),
              to: asNumber(test.lte ?? test.lt),
            }}
            title={(bin) => `${f.compact(bin.from)} – ${f.compact(bin.to)}: ${f.exact(bin.count)}`}
            onSelect={(from) => onChange({ ...test, [shown[0] ?? 'gte']: from })}
          />
        </span>
      )}
    </>
  );
}

interface DaysProps {
  subject: string;
  test: Range;
  onChange: (test: Test) => void;
}

/** A day typed as the last one is sent as the day after, which the rule language excludes. */
function Days({ subject, test, onChange }: DaysProps) {
  const t = useTexts(audienceTexts);
  const between = test.gte !== undefined && test.lt !== undefined;
  const text = (bound: Bound | undefined) => String(bound ?? '').slice(0, 10);
  return (
    <span className="row">
      {(test.gte !== undefined || test.lt === undefined) && (
        <TextInput
          small
          type="date"
          aria-label={`${subject}: ${t.firstDay}`}
          style={{ width: 146 }}
          value={text(test.gte)}
          onChange={(e) => onChange({ ...test, gte: e.target.value })}
        />
      )}
      {between && <span className="muted">–</span>}
      {test.lt !== undefined && (
        <TextInput
          small
          type="date"
          aria-label={`${subject}: ${t.lastDay}`}
          style={{ width: 146 }}
          value={between && test.lt ? dayBefore(text(test.lt)) : text(test.lt)}
          onChange={(e) =>
            onChange({ ...test, lt: between ? dayAfter(e.target.value) : e.target.value })
          }
        />
      )}
    </span>
  );
}
