import type { LucideIcon } from 'lucide-react';
import {
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useTexts } from '@/i18n/texts';
import { classes } from './button';
import { designTexts } from './texts';

export interface PickerOption {
  key: string;
  label: string;
  group?: string;
  detail?: string;
  icon?: LucideIcon;
  /** Other words it is found by. */
  words?: string[];
  /** Only offered to a search, not in the opening list. */
  onlySearched?: boolean;
}

interface PickerProps<O extends PickerOption> {
  /** The accessible name of the opening button. */
  label: string;
  button: ReactNode;
  buttonClass?: string;
  options: O[];
  onPick: (option: O) => void;
  placeholder?: string;
}

const maxShown = 80;

/** A button that opens a searchable list; arrows, Enter and Escape do what they say. */
export function Picker<O extends PickerOption>(props: PickerProps<O>) {
  const t = useTexts(designTexts);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const button = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = useMemo(() => search(props.options, query), [props.options, query]);

  useEffect(() => {
    const element = popup.current;
    if (!open || !element || !button.current) return;
    element.showPopover();
    place(element, button.current.getBoundingClientRect());
    const away = (e: Event) => {
      const target = e.target as Node;
      if (!element.contains(target) && !button.current?.contains(target)) setOpen(false);
    };
    document.addEventListener('mousedown', away);
    return () => document.removeEventListener('mousedown', away);
  }, [open]);

  useEffect(() => {
    popup.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, query]);

  const close = () => {
    setOpen(false);
    setQuery('');
    setActive(0);
    button.current?.focus();
  };
  const pick = (option: O | undefined) => {
    if (!option) return;
    close();
    props.onPick(option);
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown') setActive(Math.min(active + 1, found.length - 1));
    else if (e.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else if (e.key === 'Enter' && !e.nativeEvent.isComposing) pick(found[active]);
    else if (e.key === 'Escape') close();
    else if (e.key === 'Tab') setOpen(false);
    else return;
    if (e.key !== 'Tab') e.preventDefault();
    e.stopPropagation();
  };

  return (
    <span className="picker">
      <button
        ref={button}
        type="button"
        className={classes(props.buttonClass ?? 'button s')}
        aria-label={props.label}
        aria-haspopup="listbox"
        aria-expanded={open}
        onClick={() => (open ? close() : setOpen(true))}
      >
        {props.button}
      </button>
      {open && (
        <div ref={popup} popover="manual" className="picker-popup" onKeyDown={onKeyDown}>
          <input
            autoFocus
            className="picker-search"
            role="combobox"
            aria-label={props.placeholder ?? t.search}
            aria-expanded
            aria-controls={id}
            aria-activedescendant={found[active] && `${id}-${active}`}
            placeholder={props.placeholder ?? t.search}
            value={query}
            onChange={(e) => {
              setQuery(e.target.value);
              setActive(0);
            }}
          />
          <div className="picker-list" role="listbox" id={id} aria-label={props.label}>
            {found.length === 0 && <div className="picker-group">{t.nothingFound}</div>}
            {found.map((option, i) => {
              const Icon = option.icon;
              return (
                <div key={option.key}>
                  {option.group && option.group !== found[i - 1]?.group && (
                    <div className="picker-group">{option.group}</div>
                  )}
                  <div
                    id={`${id}-${i}`}
                    role="option"
                    aria-selected={i === active}
                    className="picker-option"
                    onMouseMove={() => setActive(i)}
                    onClick={() => pick(option)}
                  >
                    {Icon && <Icon aria-hidden />}
                    <span className="truncate">{option.label}</span>
                    {option.detail && <span className="detail">{option.detail}</span>}
                  </div>
                </div>
              );
            })}
          </div>
        </div>
      )}
    </span>
  );
}

/**
 * All words of the query must be found. Whole names come before beginnings, those before the rest;
 * groups stay together, the one with the best match first.
 */
export function search<O extends PickerOption>(options: O[], query: string): O[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options.filter((o) => !o.onlySearched).slice(0, maxShown);
  const whole = words.join(' ');
  const ranked = options.flatMap((option, index) => {
    const names = [option.label, option.key, ...(option.words ?? [])].map((n) => n.toLowerCase());
    const text = names.join(' ');
    if (!words.every((word) => text.includes(word))) return [];
    const rank = names.includes(whole) ? 0 : names.some((n) => n.startsWith(whole)) ? 1 : 2;
    return [{ option, index, rank }];
  });
  const best = new Map<string | undefined, number>();
  for (const { option, index, rank } of ranked) {
    const score = rank * options.length + index;
    best.set(option.group, Math.min(best.get(option.group) ?? Infinity, score));
  }
  ranked.sort(
    (a, b) =>
      (best.get(a.option.group) ?? 0) - (best.get(b.option.group) ?? 0) ||
      a.rank - b.rank ||
      a.index - b.index,
  );
  return ranked.slice(0, maxShown).map(({ option }) => option);
}

function place(popup: HTMLElement, anchor: DOMRect) {
  const { offsetHeight: height, offsetWidth: width } = popup;
  const below = anchor.bottom + 6;
  const fits = below + height < window.innerHeight - 8;
  popup.style.top = `${fits ? below : Math.max(8, anchor.top - height - 6)}px`;
  popup.style.left = `${Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8))}px`;
}
