import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTexts } from '@/i18n/texts';
import { classes, IconButton } from './button';
import { useErrorWords } from './states';
import { designTexts } from './texts';

interface Toast {
  id: number;
  bad: boolean;
  what: unknown;
}

let toasts: readonly Toast[] = [];
let counter = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]) {
  toasts = next;
  listeners.forEach((listener) => listener());
}

function add(what: unknown, bad: boolean) {
  const id = (counter += 1);
  change([...toasts.slice(-3), { id, bad, what }]);
  setTimeout(() => dismiss(id), bad ? 9_000 : 4_000);
}

const dismiss = (id: number) => change(toasts.filter((toast) => toast.id !== id));

/** Says that something worked. */
export const toast = (text: string) => add(text, false);

/** Says that something failed, in the server's words. */
export const toastError = (error: unknown) => add(error, true);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** In a popover, so that toasts stand above dialogs too. */
export function Toasts() {
  const t = useTexts(designTexts);
  const words = useErrorWords();
  const shown = useSyncExternalStore(subscribe, () => toasts);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const popover = ref.current;
    if (!popover?.showPopover) return;
    popover.hidePopover();
    if (shown.length > 0) popover.showPopover();
  }, [shown]);
  return (
    <div ref={ref} popover="manual" className="toasts" role="region" aria-live="polite">
      {shown.map((item) => (
        <div key={item.id} className={classes('toast', item.bad && 'bad')}>
          {item.bad ? <CircleAlert aria-hidden /> : <CircleCheck aria-hidden />}
          <div className="grow">{words(item.what)}</div>
          <IconButton label={t.dismiss} onClick={() => dismiss(item.id)}>
            <X />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
