import { GripVertical } from 'lucide-react';
import { useState, type DragEvent } from 'react';
import { classes } from './button';

/** Puts the item at `from` where `to` is now. */
export const moved = <T,>(items: readonly T[], from: number, to: number): T[] =>
  items.toSpliced(from, 1).toSpliced(to, 0, items[from]!);

/** Begins to drag the whole of what a grip is in. */
export function takeHold(e: DragEvent<HTMLElement>, name: string, whole: string) {
  e.dataTransfer.effectAllowed = 'move';
  // Firefox drags only what carries data.
  e.dataTransfer.setData('text/plain', name);
  const held = e.currentTarget.closest(whole);
  if (held) e.dataTransfer.setDragImage(held, 12, 16);
}

/** A list whose items are dragged by their grips into another order; buttons do the same. */
export function useReorder(onMove: (from: number, to: number) => void) {
  const [dragged, setDragged] = useState<number>();
  const [over, setOver] = useState<number>();
  return {
    grip: (index: number, label: string) => (
      <span
        className="grip"
        draggable
        title={label}
        onDragStart={(e) => {
          takeHold(e, label, 'li');
          setDragged(index);
        }}
        onDragEnd={() => setDragged(undefined)}
      >
        <GripVertical aria-hidden />
      </span>
    ),
    item: (index: number) => ({
      className: classes(
        'rule-child',
        dragged === index && 'dragged',
        dragged !== undefined &&
          over === index &&
          over !== dragged &&
          (over < dragged ? 'drop-before' : 'drop-after'),
      ),
      onDragOver: (e: DragEvent) => {
        if (dragged === undefined) return;
        e.preventDefault();
        setOver(index);
      },
      onDragLeave: () => setOver(undefined),
      onDrop: (e: DragEvent) => {
        if (dragged === undefined) return;
        e.preventDefault();
        if (dragged !== index) onMove(dragged, index);
        setDragged(undefined);
      },
    }),
  };
}
