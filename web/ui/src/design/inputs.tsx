import { Search } from 'lucide-react';
import { useEffect, useState, type ComponentProps, type ReactNode } from 'react';
import { parseNumber } from '@/format/numbers';
import { classes } from './button';

export function TextInput({ small, ...rest }: ComponentProps<'input'> & { small?: boolean }) {
  return <input {...rest} className={classes('input', small && 's', rest.className)} />;
}

export function TextArea({ mono, ...rest }: ComponentProps<'textarea'> & { mono?: boolean }) {
  return (
    <textarea
      spellCheck={!mono}
      {...rest}
      className={classes('input', mono && 'mono', rest.className)}
    />
  );
}

export interface Option<V extends string = string> {
  value: V;
  label: string;
}

interface SelectProps<V extends string> extends Omit<ComponentProps<'select'>, 'onChange'> {
  value: V;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
  small?: boolean;
}

export function Select<V extends string>({ options, onChange, small, ...rest }: SelectProps<V>) {
  const known = options.some((option) => option.value === rest.value);
  return (
    <select
      {...rest}
      className={classes('input', small && 's', rest.className)}
      onChange={(e) => onChange(e.target.value as V)}
    >
      {!known && <option value={rest.value}>{rest.value || '—'}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

interface NumberInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  small?: boolean;
}

/** Takes numbers as people type them (10万, 20k); tells the parsed value as soon as it is one. */
export function NumberInput({ value, onChange, ...rest }: NumberInputProps) {
  const [text, setText] = useState(value === undefined ? '' : String(value));
  const parsed = text.trim() === '' ? undefined : parseNumber(text);
  useEffect(() => {
    setText((shown) =>
      parseNumber(shown) === value ? shown : value === undefined ? '' : String(value),
    );
  }, [value]);
  return (
    <TextInput
      inputMode="decimal"
      {...rest}
      value={text}
      aria-invalid={text.trim() !== '' && parsed === undefined ? true : rest['aria-invalid']}
      onChange={(e) => {
        setText(e.target.value);
        const typed = e.target.value.trim();
        const number = parseNumber(typed);
        if (typed === '' || number !== undefined) onChange(number);
      }}
      onBlur={() => parsed !== undefined && setText(String(parsed))}
    />
  );
}

export function SearchInput(props: ComponentProps<'input'> & { small?: boolean }) {
  return (
    <div className="search">
      <Search aria-hidden />
      <TextInput type="search" aria-label={props.placeholder} {...props} />
    </div>
  );
}

interface SwitchProps {
  on: boolean;
  onChange: (on: boolean) => void;
  children: ReactNode;
}

export const Switch = ({ on, onChange, children }: SwitchProps) => (
  <button
    type="button"
    role="switch"
    aria-checked={on}
    className="switch"
    onClick={() => onChange(!on)}
  >
    {children}
  </button>
);
