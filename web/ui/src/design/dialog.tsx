import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { useTexts } from '@/i18n/texts';
import { Button, classes, IconButton } from './button';
import { ErrorNotice } from './states';
import { designTexts } from './texts';

interface DialogProps {
  title: ReactNode;
  onClose: () => void;
  drawer?: boolean;
  wide?: boolean;
  foot?: ReactNode;
  children: ReactNode;
}

/** A modal dialog or a drawer; the platform's own element keeps focus inside and Escape working. */
export function Dialog({ title, onClose, drawer, wide, foot, children }: DialogProps) {
  const t = useTexts(designTexts);
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={classes(drawer ? 'drawer' : 'modal', wide && 'wide')}
      aria-labelledby={titleId}
      onCancel={(e) => {
        e.preventDefault();
        onClose();
      }}
      onMouseDown={(e) => e.target === e.currentTarget && onClose()}
    >
      <div className="dialog-frame">
        <div className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <IconButton label={t.close} onClick={onClose}>
            <X />
          </IconButton>
        </div>
        <div className="dialog-body">{children}</div>
        {foot && <div className="dialog-foot">{foot}</div>}
      </div>
    </dialog>
  );
}

interface FormDialogProps extends Omit<DialogProps, 'foot'> {
  submit: string;
  busy?: boolean;
  disabled?: boolean;
  danger?: boolean;
  error?: unknown;
  onSubmit: () => void;
}

/** A dialog that asks for something; Enter submits. */
export function FormDialog(props: FormDialogProps) {
  const { submit, busy, disabled, danger, error, onSubmit, children, ...dialog } = props;
  const t = useTexts(designTexts);
  const form = useId();
  return (
    <Dialog
      {...dialog}
      foot={
        <>
          <Button look="ghost" onClick={dialog.onClose}>
            {t.cancel}
          </Button>
          <Button
            type="submit"
            form={form}
            look={danger ? 'danger' : 'primary'}
            busy={busy}
            disabled={disabled}
          >
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack loose"
        onSubmit={(e) => {
          e.preventDefault();
          onSubmit();
        }}
      >
        {children}
        {error !== null && error !== undefined && <ErrorNotice error={error} />}
      </form>
    </Dialog>
  );
}
