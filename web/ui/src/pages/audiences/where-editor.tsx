import { ListFilter, X } from 'lucide-react';
import { IconButton } from '@/design/button';
import { Picker } from '@/design/picker';
import { useTexts } from '@/i18n/texts';
import type { PropertyTest } from '@/rule/model';
import { openingTest } from '@/rule/operators';
import type { EventSubject, Subject } from '@/rule/vocabulary';
import { TestEditor } from './test-editor';
import { audienceTexts } from './texts';

interface WhereProps {
  event: EventSubject | undefined;
  where: PropertyTest[];
  onChange: (where: PropertyTest[]) => void;
}

/** The filters on an event's properties, one per line. */
export function WhereEditor({ event, where, onChange }: WhereProps) {
  const t = useTexts(audienceTexts);
  const change = (index: number, test: PropertyTest | undefined) =>
    onChange(where.flatMap((w, i) => (i === index ? (test ? [test] : []) : [w])));
  return where.map((filter, i) => {
    const subject = event?.properties.find((p) => p.key === filter.property);
    return (
      <div key={`${filter.property}-${i}`} className="condition-line filter">
        <span className="muted">{t.where}</span>
        <span className="subject">{subject?.label ?? filter.property}</span>
        <TestEditor
          subject={subject ?? textSubject(filter.property)}
          test={filter.test}
          onChange={(test) => change(i, { ...filter, test })}
          autoFocus
        />
        <IconButton label={t.removeFilter} onClick={() => change(i, undefined)}>
          <X />
        </IconButton>
      </div>
    );
  });
}

export function AddFilter({ event, where, onChange }: WhereProps) {
  const t = useTexts(audienceTexts);
  if (!event || event.properties.length === 0) return null;
  return (
    <Picker
      label={t.addFilter}
      buttonClass="button ghost s"
      button={
        <>
          <ListFilter aria-hidden />
          {t.filter}
        </>
      }
      options={event.properties.map((p) => ({
        key: p.key,
        label: p.label,
        detail: p.label === p.key ? undefined : p.key,
        words: p.words,
      }))}
      onPick={({ key }) => {
        const type = event.properties.find((p) => p.key === key)?.type ?? 'text';
        onChange([...where, { property: key, test: openingTest(type) }]);
      }}
    />
  );
}

/** Stands in for a name that the catalog does not know (any more). */
export const textSubject = (key: string): Subject => ({
  key,
  label: key,
  type: 'text',
  words: [],
  values: [],
});
