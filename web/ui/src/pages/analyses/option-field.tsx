import { useState } from 'react';
import { propertiesOf, type Draft, type OptionValue } from '@/analysis/draft';
import type { OptionSpec } from '@/analysis/spec';
import { Field } from '@/design/field';
import { NumberInput, Select, Switch, TextInput } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { LengthEditor } from '@/pages/audiences/window-editor';
import type { Subject, Vocabulary } from '@/rule/vocabulary';
import { analysisTexts } from './texts';

interface OptionFieldProps {
  option: OptionSpec;
  draft: Draft;
  vocabulary: Vocabulary;
  problem: string | undefined;
  onChange: (value: OptionValue) => void;
}

export function OptionField({ option, draft, vocabulary, problem, onChange }: OptionFieldProps) {
  const t = useTexts(analysisTexts);
  const label = t.option[option.name as keyof typeof t.option];
  const value = draft.options[option.name];
  switch (option.kind) {
    case 'choice':
      return (
        <Field label={label} error={problem}>
          <Select
            small
            value={String(value)}
            options={option.choices.map((one) => ({
              value: one,
              label: t.choice[one as keyof typeof t.choice],
            }))}
            onChange={onChange}
          />
        </Field>
      );
    case 'number':
      return (
        <Field label={label} error={problem}>
          <NumberInput
            small
            value={typeof value === 'number' ? value : option.initial}
            onChange={(number) =>
              number !== undefined &&
              number >= option.from &&
              number <= option.to &&
              onChange(Math.round(number))
            }
          />
        </Field>
      );
    case 'length':
      return (
        <div className="field">
          <span className="label">{label}</span>
          <LengthEditor label={label} length={String(value)} onChange={onChange} />
          {problem && (
            <span className="error" role="alert">
              {problem}
            </span>
          )}
        </div>
      );
    case 'numbers':
      return (
        <Field label={label} hint={t.boundsHint} error={problem}>
          <NumbersInput value={Array.isArray(value) ? value : undefined} onChange={onChange} />
        </Field>
      );
    case 'flag':
      return (
        <div className="field">
          <Switch on={value === true} onChange={onChange}>
            {label}
          </Switch>
        </div>
      );
    case 'property':
      return (
        <Field label={label} error={problem}>
          <Select
            small
            value={String(value ?? '')}
            options={[
              { value: '', label: t.none },
              ...sharedProperties(draft, option.slot, vocabulary).map((one) => ({
                value: one.key,
                label: one.label,
              })),
            ]}
            onChange={(key) => onChange(key || undefined)}
          />
        </Field>
      );
  }
}

/** What every chosen event of the slot carries; with none chosen, what any event does. */
function sharedProperties(draft: Draft, slot: string, vocabulary: Vocabulary): Subject[] {
  const chosen = (draft.slots[slot] ?? []).filter((entry) => entry.event);
  const [first = propertiesOf(vocabulary, '*'), ...others] = chosen.map((entry) =>
    propertiesOf(vocabulary, entry.event),
  );
  return first.filter((one) => others.every((list) => list.some((other) => other.key === one.key)));
}

interface NumbersInputProps {
  id?: string;
  value: number[] | undefined;
  onChange: (value: number[] | undefined) => void;
}

function NumbersInput({ value, onChange, ...rest }: NumbersInputProps) {
  const [text, setText] = useState(value?.join(', ') ?? '');
  return (
    <TextInput
      {...rest}
      small
      value={text}
      placeholder="1, 2, 5, 10"
      onChange={(e) => {
        setText(e.target.value);
        const numbers = e.target.value
          .split(/[,，\s]+/)
          .filter(Boolean)
          .map(Number);
        if (numbers.every(Number.isFinite)) onChange(numbers.length > 0 ? numbers : undefined);
      }}
    />
  );
}
