import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { anyEvent, numbersOf, propertiesOf, type Entry } from '@/analysis/draft';
import type { Labels } from '@/analysis/labels';
import { needsNumber, needsProperty, type Slot } from '@/analysis/spec';
import { answerTexts } from '@/analysis/texts';
import { useCatalog } from '@/api/queries';
import { classes, IconButton } from '@/design/button';
import { NumberInput, Select, Switch } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { AddFilter, WhereEditor } from '@/pages/audiences/where-editor';
import type { EventSubject, Subject, Vocabulary } from '@/rule/vocabulary';
import { EventPicker } from './event-picker';
import { isOfProfile } from './splits';
import { analysisTexts } from './texts';

interface EntryRowProps {
  slot: Slot;
  entry: Entry;
  /** Its letter or number, where several stand in a list. */
  mark?: string;
  /** How many steps there are to stand between. */
  steps: number;
  labels: Labels;
  vocabulary: Vocabulary;
  problems: string[];
  onChange: (entry: Entry) => void;
  onRemove?: () => void;
  onMove?: (by: -1 | 1) => void;
}

/** An event with its figure and its filters. */
export function EntryRow(props: EntryRowProps) {
  const { slot, entry, mark, steps, vocabulary, problems, onChange, onRemove, onMove } = props;
  const t = useTexts(analysisTexts);
  const event = useEvent(entry.event, vocabulary);
  const chosen = slot.about === 'event' ? event?.label : t.measures[entry.measure];
  return (
    <div
      className={classes('entry', problems.length > 0 && 'wrong')}
      role="group"
      aria-label={[mark, chosen].filter(Boolean).join(' ')}
    >
      {mark && <span className="step-number">{mark}</span>}
      <div className="entry-content">
        <div className="condition-line">
          {slot.about === 'event' && (
            <EventPicker
              label={t.slot[slot.name as keyof typeof t.slot]}
              vocabulary={vocabulary}
              any={slot.any}
              chosen={entry.event}
              onPick={(key) => onChange({ ...entry, event: key, where: [], property: undefined })}
            />
          )}
          <MeasureFields {...props} />
          {slot.between && <Between steps={steps} entry={entry} onChange={onChange} />}
          {slot.about === 'event' && (
            <AddFilter
              event={event}
              where={entry.where}
              onChange={(where) => onChange({ ...entry, where })}
            />
          )}
        </div>
        <WhereEditor
          event={event}
          where={entry.where}
          onChange={(where) => onChange({ ...entry, where })}
        />
        {slot.optional && mark !== '1' && (
          <Switch on={entry.optional} onChange={(optional) => onChange({ ...entry, optional })}>
            <span className="small muted">{t.optional}</span>
          </Switch>
        )}
        {problems.map((problem) => (
          <div key={problem} className="condition-problem" role="alert">
            {problem}
          </div>
        ))}
      </div>
      <div className="entry-actions">
        {onMove && (
          <>
            <IconButton label={t.moveUp} onClick={() => onMove(-1)}>
              <ArrowUp />
            </IconButton>
            <IconButton label={t.moveDown} onClick={() => onMove(1)}>
              <ArrowDown />
            </IconButton>
          </>
        )}
        {onRemove && (
          <IconButton label={t.removeEntry} onClick={onRemove}>
            <X />
          </IconButton>
        )}
      </div>
    </div>
  );
}

/** The event as the catalog knows it; of any event what all of them carry. */
function useEvent(key: string, vocabulary: Vocabulary): EventSubject | undefined {
  const words = useTexts(answerTexts);
  return key === anyEvent
    ? { key, label: words.anyEvent, properties: propertiesOf(vocabulary, key) }
    : vocabulary.event(key);
}

function MeasureFields({ slot, entry, labels, vocabulary, onChange }: EntryRowProps) {
  const t = useTexts(analysisTexts);
  const asksProperty = slot.amount || (slot.measures.length > 0 && needsProperty(entry.measure));
  const onlyNumbers = slot.amount || needsNumber(entry.measure);
  const dimensions = useCatalog().data?.dimensions ?? [];
  const subjects: Pick<Subject, 'key' | 'label'>[] =
    slot.about === 'profile'
      ? dimensions
          .filter((one) => isOfProfile(one) && (!onlyNumbers || one.type === 'number'))
          .map((one) => ({ key: one.key, label: labels.dimension(one.key) }))
      : onlyNumbers
        ? numbersOf(vocabulary, entry.event)
        : propertiesOf(vocabulary, entry.event);
  return (
    <>
      {slot.measures.length > 0 && (
        <Select
          small
          aria-label={t.measure}
          value={entry.measure}
          options={slot.measures.map((value) => ({ value, label: t.measures[value] }))}
          onChange={(measure) => onChange({ ...entry, measure })}
        />
      )}
      {asksProperty && (
        <Select
          small
          aria-label={slot.about === 'profile' ? t.ofTrait : t.ofProperty}
          value={entry.property ?? ''}
          options={[
            ...(entry.property ? [] : [{ value: '', label: t.chooseProperty }]),
            ...subjects.map((one) => ({ value: one.key, label: one.label })),
          ]}
          onChange={(property) => onChange({ ...entry, property: property || undefined })}
        />
      )}
      {slot.measures.length > 0 && entry.measure === 'quantile' && (
        <NumberInput
          small
          aria-label={t.quantile}
          style={{ width: 64 }}
          value={entry.q}
          onChange={(q) => q !== undefined && onChange({ ...entry, q })}
        />
      )}
    </>
  );
}

function Between({ steps, entry, onChange }: Pick<EntryRowProps, 'steps' | 'entry' | 'onChange'>) {
  const t = useTexts(analysisTexts);
  const [after, before] = entry.between ?? [1, Math.max(2, steps)];
  const numbers = Array.from({ length: Math.max(2, steps) }, (_, i) => String(i + 1));
  const options = numbers.map((value) => ({ value, label: value }));
  return (
    <span className="row small muted">
      {t.between}
      <Select
        small
        aria-label={`${t.between} 1`}
        value={String(after)}
        options={options}
        onChange={(value) => onChange({ ...entry, between: [Number(value), before] })}
      />
      {t.and}
      <Select
        small
        aria-label={`${t.between} 2`}
        value={String(before)}
        options={options}
        onChange={(value) => onChange({ ...entry, between: [after, Number(value)] })}
      />
    </span>
  );
}
