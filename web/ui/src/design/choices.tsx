import type { KeyboardEvent, ReactNode } from 'react';

interface Choice<V extends string> {
  value: V;
  label: ReactNode;
  title?: string;
}

interface ChoicesProps<V extends string> {
  label: string;
  value: V;
  choices: readonly Choice<V>[];
  onChange: (value: V) => void;
}

/** One of a few, as a row of segments. */
export const Segmented = <V extends string>(props: ChoicesProps<V>) => (
  <div className="segmented" role="radiogroup" aria-label={props.label} onKeyDown={moveFocus}>
    {props.choices.map((choice) => (
      <button
        key={choice.value}
        type="button"
        role="radio"
        aria-checked={choice.value === props.value}
        tabIndex={choice.value === props.value ? 0 : -1}
        title={choice.title}
        aria-label={choice.title}
        onClick={() => props.onChange(choice.value)}
      >
        {choice.label}
      </button>
    ))}
  </div>
);

export const Tabs = <V extends string>(props: ChoicesProps<V>) => (
  <div className="tabs" role="tablist" aria-label={props.label} onKeyDown={moveFocus}>
    {props.choices.map((choice) => (
      <button
        key={choice.value}
        type="button"
        role="tab"
        aria-selected={choice.value === props.value}
        tabIndex={choice.value === props.value ? 0 : -1}
        onClick={() => props.onChange(choice.value)}
      >
        {choice.label}
      </button>
    ))}
  </div>
);

function moveFocus(e: KeyboardEvent<HTMLDivElement>) {
  const step = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...e.currentTarget.querySelectorAll('button')];
  const index = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const next = buttons[(index + step + buttons.length) % buttons.length];
  next?.focus();
  next?.click();
  e.preventDefault();
}
