import { cloneElement, useId, type ReactElement, type ReactNode } from 'react';

interface ControlProps {
  id?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
}

interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  children: ReactElement<ControlProps>;
}

/** A control with its label, hint and error, tied together for assistive technology. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const note = `${id}-note`;
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      {cloneElement(children, {
        id,
        'aria-describedby': hint || error ? note : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error ? (
        <span className="error" id={note} role="alert">
          {error}
        </span>
      ) : (
        hint && (
          <span className="hint" id={note}>
            {hint}
          </span>
        )
      )}
    </div>
  );
}
