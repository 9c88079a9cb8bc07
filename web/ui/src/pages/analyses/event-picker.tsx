import { Activity, Asterisk, ChevronDown, Plus } from 'lucide-react';
import { anyEvent } from '@/analysis/draft';
import { answerTexts } from '@/analysis/texts';
import { Picker, type PickerOption } from '@/design/picker';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { Vocabulary } from '@/rule/vocabulary';
import { analysisTexts } from './texts';

interface EventPickerProps {
  label: string;
  vocabulary: Vocabulary;
  any: boolean;
  /** Shown on the button; without one the button adds. */
  chosen?: string;
  onPick: (event: string) => void;
}

/** One of the events that came, the frequent ones first. */
export function EventPicker({ label, vocabulary, any, chosen, onPick }: EventPickerProps) {
  const t = useTexts(analysisTexts);
  const words = useTexts(answerTexts);
  const f = useFormat();
  const events = [...vocabulary.events].sort((a, b) => (b.count ?? 0) - (a.count ?? 0));
  const options: PickerOption[] = [
    ...(any ? [{ key: anyEvent, label: words.anyEvent, icon: Asterisk }] : []),
    ...events.map((event) => ({
      key: event.key,
      label: event.label,
      icon: Activity,
      detail: event.count === undefined ? undefined : f.compact(event.count),
    })),
  ];
  const name =
    chosen === anyEvent ? words.anyEvent : chosen && (vocabulary.event(chosen)?.label ?? chosen);
  return (
    <Picker
      label={name ? `${label}: ${name}` : label}
      placeholder={t.findEvent}
      buttonClass={name ? 'button s event-choice' : 'button s ghost'}
      button={
        name ? (
          <>
            <span className="truncate">{name}</span>
            <ChevronDown aria-hidden />
          </>
        ) : (
          <>
            <Plus aria-hidden />
            {label}
          </>
        )
      }
      options={options}
      onPick={({ key }) => onPick(key)}
    />
  );
}
