import type { Group } from '@/analysis/labels';
import { Select } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import { figureTexts } from './texts';

interface GroupChoiceProps {
  groups: Group[];
  chosen: string;
  onChoose: (key: string) => void;
}

/** Which of several groups a chart shows that can only show one. */
export function GroupChoice({ groups, chosen, onChoose }: GroupChoiceProps) {
  const t = useTexts(figureTexts);
  if (groups.length < 2) return null;
  return (
    <Select
      small
      aria-label={t.group}
      value={chosen}
      options={groups.map((group) => ({ value: group.key, label: group.label }))}
      onChange={onChoose}
    />
  );
}
