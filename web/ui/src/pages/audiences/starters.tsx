import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import type { RuleNode } from '@/rule/model';
import { useBuilder } from './builder-context';
import { conditionOptions } from './add-condition';
import { audienceTexts } from './texts';

/** A few conditions to start from, taken from what the project has. */
export function Starters({ onAdd }: { onAdd: (node: RuleNode) => void }) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const { vocabulary } = useBuilder();
  const options = conditionOptions(vocabulary, t, f);
  const some = [
    ...options.filter((o) => o.key.startsWith('tag:')).slice(0, 4),
    ...options.filter((o) => o.key.startsWith('did:')).slice(0, 3),
    ...options.filter((o) => o.key.startsWith('audience:')).slice(0, 1),
  ];
  if (some.length === 0) return null;
  return (
    <span className="starters">
      <span className="muted small">{t.tryOne}</span>
      {some.map((option) => (
        <button
          key={option.key}
          type="button"
          className="chip"
          onClick={() => onAdd(option.make())}
        >
          {option.group === t.groups.did ? `${t.groups.did} ${option.label}` : option.label}
        </button>
      ))}
    </span>
  );
}
