import type { ImportPreview, ReadChoices } from '@/api/imports';
import { Field } from '@/design/field';
import { Select } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { importTexts } from './texts';

interface ReadChoicesProps {
  format: 'csv' | 'jsonl' | 'parquet';
  preview: ImportPreview;
  choices: ReadChoices;
  onChange: (choices: ReadChoices) => void;
}

/** How the file is read: what was found, and a choice of something else. */
export function ReadChoicesForm({ format, preview, choices, onChange }: ReadChoicesProps) {
  const t = useTexts(importTexts);
  if (format === 'parquet') return null;
  const words: Record<string, string> = t.separators;
  const orders = preview.columns
    .map((column) => column.date_order)
    .filter((order) => order && order !== 'ymd');
  const found = (value: string) => ({ value: '', label: t.found(value) });
  const chosen = (name: keyof ReadChoices) => (value: string) =>
    onChange({ ...choices, [name]: value || undefined });
  const field = (
    name: keyof ReadChoices,
    label: string,
    auto: string,
    options: { value: string; label: string }[],
  ) => (
    <Field label={label} key={name}>
      <Select
        value={choices[name] ?? ''}
        options={[choices[name] ? { value: '', label: t.automatic } : found(auto), ...options]}
        onChange={chosen(name)}
      />
    </Field>
  );
  return (
    <div className="import-choices">
      {field(
        'encoding',
        t.encoding,
        preview.encoding,
        ['UTF-8', 'GBK', 'UTF-16LE', 'windows-1252'].map((value) => ({ value, label: value })),
      )}
      {format === 'csv' && (
        <>
          {field('separator', t.separator, words[preview.separator] ?? preview.separator, [
            { value: ',', label: t.separators[','] },
            { value: ';', label: t.separators[';'] },
            { value: 'tab', label: t.separators['\t'] },
            { value: '|', label: t.separators['|'] },
          ])}
          {field('header', t.header, preview.header ? t.headerYes : t.headerNo, [
            { value: 'true', label: t.headerYes },
            { value: 'false', label: t.headerNo },
          ])}
        </>
      )}
      {field('date_order', t.dateOrder, t.dateOrders[orders[0] ?? 'ymd'], [
        { value: 'dmy', label: t.dateOrders.dmy },
        { value: 'mdy', label: t.dateOrders.mdy },
      ])}
    </div>
  );
}
