import { GripVertical } from 'lucide-react';
import { useState, type DragEvent, type ReactNode } from 'react';
import { classes } from '@/design/button';
import { takeHold } from '@/design/reorder';
import { useTexts } from '@/i18n/texts';
import type { Place } from '@/rule/move';
import { useBuilder } from './builder-context';
import { audienceTexts } from './texts';

/** Takes hold of a node: it is dragged by it, or moved with the arrow keys while it has the focus. */
export function Grip({ id, name }: { id: string; name: string }) {
  const t = useTexts(audienceTexts);
  const { drag, step } = useBuilder();
  return (
    <span
      className="grip"
      role="button"
      tabIndex={0}
      draggable
      data-grip={id}
      aria-label={t.move(name)}
      title={t.moveHint}
      onDragStart={(e) => {
        e.stopPropagation();
        takeHold(e, name, '.rule-child');
        drag(id);
      }}
      onDragEnd={() => drag(undefined)}
      onKeyDown={(e) => {
        if (e.key !== 'ArrowUp' && e.key !== 'ArrowDown') return;
        e.preventDefault();
        step(id, e.key === 'ArrowUp' ? 'up' : 'down');
        // In another group it is another element.
        requestAnimationFrame(() =>
          document.querySelector<HTMLElement>(`[data-grip="${id}"]`)?.focus(),
        );
      }}
    >
      <GripVertical aria-hidden />
    </span>
  );
}

interface DropAroundProps {
  id: string;
  group: string;
  index: number;
  children: ReactNode;
}

/** A node that others can be dropped before and after. */
export function DropAround({ id, group, index, children }: DropAroundProps) {
  const { dragged } = useBuilder();
  const target = useDrop((e) => {
    const box = e.currentTarget.getBoundingClientRect();
    return { group, index: e.clientY < box.top + box.height / 2 ? index : index + 1 };
  });
  return (
    <div
      className={classes(
        'rule-child',
        dragged === id && 'dragged',
        target.over && (target.over.index === index ? 'drop-before' : 'drop-after'),
      )}
      {...target.handlers}
    >
      {children}
    </div>
  );
}

/** The foot of a group: what is dropped here becomes its last. */
export function DropInto({ place, children }: { place: Place; children: ReactNode }) {
  const target = useDrop(() => place);
  return (
    <div
      className={classes('row rule-group-foot', target.over && 'drop-into')}
      {...target.handlers}
    >
      {children}
    </div>
  );
}

function useDrop(placeAt: (e: DragEvent<HTMLElement>) => Place) {
  const { dragged, canDrop, drop } = useBuilder();
  const [at, setAt] = useState<Place>();
  return {
    over: dragged === undefined ? undefined : at,
    handlers: {
      onDragOver: (e: DragEvent<HTMLElement>) => {
        if (dragged === undefined) return;
        e.stopPropagation();
        const place = placeAt(e);
        const fits = canDrop(place);
        if (fits) e.preventDefault();
        if (at?.index !== place.index || !fits) setAt(fits ? place : undefined);
      },
      onDragLeave: () => setAt(undefined),
      onDrop: (e: DragEvent<HTMLElement>) => {
        if (dragged === undefined) return;
        e.preventDefault();
        e.stopPropagation();
        setAt(undefined);
        drop(placeAt(e));
      },
    },
  };
}
