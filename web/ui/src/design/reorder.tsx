import { GripVertical } from 'lucide-react';
import { useState, type DragEvent } from 'react';
import { classes } from './button';

/** Puts the item at `from` where `to` is now. */
export const moved = <T,>(items: readonly T[], from: number, to: number): T[] =>
  items.toSpliced(from, 1).toSpliced(to, 0, items[from]!);

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
          e.dataTransfer.effectAllowed = 'move';
          e.dataTransfer.setData('text/plain', label);
          const whole = e.currentTarget.closest('li');
          if (whole) e.dataTransfer.setDragImage(whole, 12, 16);
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
