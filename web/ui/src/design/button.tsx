import type { ComponentProps, ReactNode } from 'react';

type Look = 'secondary' | 'primary' | 'ghost' | 'danger';

interface ButtonProps extends ComponentProps<'button'> {
  look?: Look;
  small?: boolean;
  busy?: boolean;
}

export function Button({ look = 'secondary', small, busy, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes('button', look, small && 's', rest.className)}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
    >
      {busy && <span className="spinner" aria-hidden />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children'> {
  /** The accessible name, also shown on hover. */
  label: string;
  children: ReactNode;
}

export function IconButton({ label, look = 'ghost', small = true, ...rest }: IconButtonProps) {
  return (
    <Button
      {...rest}
      look={look}
      small={small}
      aria-label={label}
      title={label}
      className={classes('icon', rest.className)}
    />
  );
}

export const classes = (...names: (string | false | undefined | null)[]) =>
  names.filter(Boolean).join(' ');
