import { Button } from '@/design/button';
import { Field } from '@/design/field';
import { TextArea } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { exampleMapping } from './example-mapping';
import { importTexts } from './texts';

interface MappingFieldProps {
  kind: 'events' | 'profiles';
  value: string;
  /** True when it differs from what was proposed. */
  edited: boolean;
  onChange: (value: string) => void;
  onReset: () => void;
}

/** What a row means, proposed and to be changed. */
export function MappingField({ kind, value, edited, onChange, onReset }: MappingFieldProps) {
  const t = useTexts(importTexts);
  return (
    <div className="stack">
      <Field
        label={t.mapping}
        hint={t.mappingHint}
        error={isJson(value) ? undefined : t.mappingBroken}
      >
        <TextArea
          mono
          rows={14}
          value={value}
          placeholder={exampleMapping(kind)}
          onChange={(e) => onChange(e.target.value)}
        />
      </Field>
      {edited && (
        <div>
          <Button small look="ghost" onClick={onReset}>
            {t.proposed}
          </Button>
        </div>
      )}
    </div>
  );
}

export function isJson(text: string): boolean {
  if (text.trim() === '') return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
