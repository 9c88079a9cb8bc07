import { Plus } from 'lucide-react';
import { newEntry, type Entry } from '@/analysis/draft';
import type { Labels } from '@/analysis/labels';
import type { Slot } from '@/analysis/spec';
import { Button } from '@/design/button';
import { useTexts } from '@/i18n/texts';
import type { Vocabulary } from '@/rule/vocabulary';
import { EntryRow } from './entry-row';
import { EventPicker } from './event-picker';
import { Problems } from './splits';
import { analysisTexts } from './texts';

interface SlotFieldProps {
  slot: Slot;
  entries: Entry[];
  /** How many steps the funnel has. */
  steps: number;
  labels: Labels;
  vocabulary: Vocabulary;
  problemsOf: (id: string) => string[];
  /** What is wrong with the list as a whole. */
  problems: string[];
  onChange: (entries: Entry[]) => void;
}

/** Everything chosen in one place of the question, and a way to choose more. */
export function SlotField(props: SlotFieldProps) {
  const { slot, entries, steps, labels, vocabulary, problemsOf, problems, onChange } = props;
  const t = useTexts(analysisTexts);
  const name = slot.name as keyof typeof t.slot;
  const hint =
    slot.least === 0 && entries.length === 0
      ? t.slotHint[name as keyof typeof t.slotHint]
      : undefined;
  const mark = (i: number) =>
    slot.most < 2 ? undefined : name === 'series' ? String.fromCharCode(65 + i) : String(i + 1);
  const move = (from: number, by: -1 | 1) => {
    const to = from + by;
    if (to < 0 || to >= entries.length) return;
    const moved = [...entries];
    moved.splice(to, 0, ...moved.splice(from, 1));
    onChange(moved);
  };
  return (
    <section className="question-part" aria-label={t.slot[name]}>
      <h3>{t.slot[name]}</h3>
      {hint && <p className="small muted">{hint}</p>}
      {entries.map((entry, i) => (
        <EntryRow
          key={entry.id}
          slot={slot}
          entry={entry}
          mark={mark(i)}
          steps={steps}
          labels={labels}
          vocabulary={vocabulary}
          problems={problemsOf(entry.id)}
          onChange={(changed) => onChange(entries.map((old, j) => (j === i ? changed : old)))}
          onRemove={
            entries.length > slot.least
              ? () => onChange(entries.filter((_, j) => j !== i))
              : undefined
          }
          onMove={name === 'steps' && entries.length > 1 ? (by) => move(i, by) : undefined}
        />
      ))}
      {entries.length < slot.most &&
        (slot.about === 'profile' ? (
          <Button small look="ghost" onClick={() => onChange([...entries, newEntry(slot, '')])}>
            <Plus aria-hidden />
            {t.addTo[name]}
          </Button>
        ) : (
          <EventPicker
            label={t.addTo[name]}
            vocabulary={vocabulary}
            any={slot.any}
            onPick={(event) => onChange([...entries, newEntry(slot, event)])}
          />
        ))}
      <Problems list={problems} />
    </section>
  );
}
