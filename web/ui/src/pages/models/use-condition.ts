import { useCallback } from 'react';
import type { FeatureCondition } from '@/api/models';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { useVocabulary } from '@/rule/vocabulary';
import { valueLabel } from '@/rule/words';
import { modelTexts } from './texts';

/** Says tags and conditions on them in words. */
export function useCondition() {
  const t = useTexts(modelTexts);
  const f = useFormat();
  const { vocabulary } = useVocabulary();
  const name = useCallback((tag: string) => vocabulary.tag(tag)?.label ?? tag, [vocabulary]);
  const test = useCallback(
    (condition: FeatureCondition): string => {
      const values = condition.in ?? (condition.eq === undefined ? [] : [condition.eq]);
      if (values.length > 0) {
        const known = vocabulary.tag(condition.tag)?.values;
        return values.map((value) => valueLabel(value, known, f.language)).join(' / ');
      }
      if (condition.is_set === false) return t.missing;
      const days = range(condition.days_ago_gte, condition.days_ago_lt, f.compact);
      return days ? `${days} ${t.daysAgo}` : range(condition.gte, condition.lt, f.compact);
    },
    [vocabulary, f, t],
  );
  return { name, test };
}

/** From inclusive to exclusive, either end open. */
function range(
  from: number | undefined,
  to: number | undefined,
  say: (value: number) => string,
): string {
  if (from !== undefined && to !== undefined) return `${say(from)} – < ${say(to)}`;
  if (from !== undefined) return `≥ ${say(from)}`;
  return to === undefined ? '' : `< ${say(to)}`;
}
