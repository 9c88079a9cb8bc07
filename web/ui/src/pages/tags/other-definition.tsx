import type { TagDefinition } from '@/api/types';
import { CodeBlock } from '@/design/code-block';
import { useTexts } from '@/i18n/texts';
import { tagTexts } from './texts';

/** A definition that is more than a trait or one statistic: its kind, and all of it as JSON. */
export function OtherDefinition({ definition }: { definition: TagDefinition }) {
  const t = useTexts(tagTexts);
  const kind = (Object.keys(t.kinds) as (keyof typeof t.kinds)[]).find((k) => k in definition);
  return (
    <div className="stack">
      {kind && <span>{t.kinds[kind]}</span>}
      <CodeBlock code={JSON.stringify(definition, null, 2)} />
    </div>
  );
}
