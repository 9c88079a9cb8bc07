import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Scalar, ValueCount } from '@/api/types';
import { TextInput } from '@/design/inputs';
import { Picker, type PickerOption } from '@/design/picker';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { valueLabel } from '@/rule/words';
import { audienceTexts } from './texts';

const shownChips = 10;

interface ValueChipsProps {
  /** What the values belong to, for accessible names. */
  subject: string;
  known: ValueCount[];
  chosen: Scalar[];
  onChange: (values: Scalar[]) => void;
  autoFocus?: boolean;
}

/** Values to choose from with their counts; a text field where none are known. */
export function ValueChips({ subject, known, chosen, onChange, autoFocus }: ValueChipsProps) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const label = (value: Scalar) => valueLabel(value, known, f.language);
  const toggle = (value: Scalar) =>
    onChange(chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value]);

  if (known.length === 0) {
    return (
      <TypedValues subject={subject} chosen={chosen} onChange={onChange} autoFocus={autoFocus} />
    );
  }
  const ranked = [...known].sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
  const top = ranked.slice(0, known.length <= shownChips + 2 ? known.length : shownChips);
  const others = chosen.filter((value) => !top.some((v) => v.value === value));
  const rest = ranked.filter((v) => !top.includes(v) && !chosen.includes(v.value));
  return (
    <div className="value-chips" role="group" aria-label={`${subject}: ${t.value}`}>
      {[
        ...top,
        ...others.map((value): ValueCount => known.find((v) => v.value === value) ?? { value }),
      ].map(({ value, count }) => (
        <button
          key={String(value)}
          type="button"
          className="chip"
          aria-pressed={chosen.includes(value)}
          onClick={() => toggle(value)}
        >
          {label(value)}
          {count !== undefined && <span className="count">{f.compact(count)}</span>}
        </button>
      ))}
      {rest.length > 0 && (
        <Picker
          label={`${subject}: ${t.addValue}`}
          buttonClass="chip"
          button={
            <>
              <Plus size={13} aria-hidden />
              {t.moreValues(rest.length)}
            </>
          }
          options={rest.map((v): PickerOption & { value: Scalar } => ({
            key: String(v.value),
            value: v.value,
            label: label(v.value),
            detail: v.count === undefined ? undefined : f.compact(v.count),
          }))}
          onPick={(option) => toggle(option.value)}
        />
      )}
    </div>
  );
}

function TypedValues({ subject, chosen, onChange, autoFocus }: Omit<ValueChipsProps, 'known'>) {
  const t = useTexts(audienceTexts);
  const [text, setText] = useState('');
  const add = () => {
    const value = text.trim();
    if (value && !chosen.includes(value)) onChange([...chosen, value]);
    setText('');
  };
  return (
    <div className="value-chips">
      {chosen.map((value) => (
        <button
          key={String(value)}
          type="button"
          className="chip"
          aria-pressed
          aria-label={t.removeValue(String(value))}
          onClick={() => onChange(chosen.filter((v) => v !== value))}
        >
          {String(value)}
          <X size={12} aria-hidden />
        </button>
      ))}
      <TextInput
        small
        autoFocus={autoFocus}
        aria-label={`${subject}: ${t.value}`}
        placeholder={t.typeValue}
        style={{ width: 190 }}
        value={text}
        onChange={(e) => setText(e.target.value)}
        onBlur={add}
        onKeyDown={(e) => {
          if (e.key !== 'Enter' || e.nativeEvent.isComposing) return;
          e.preventDefault();
          add();
        }}
      />
    </div>
  );
}
