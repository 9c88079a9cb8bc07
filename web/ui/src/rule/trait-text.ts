import type { Cell } from '@/api/types';
import { cellText } from '@/design/result-table';
import type { Format } from '@/format/use-format';
import type { Subject } from './vocabulary';
import { valueLabel } from './words';

/** The value of a trait, tag or property as people say it. */
export function traitText(value: Cell | undefined, subject: Subject | undefined, f: Format) {
  if (typeof value !== 'string') return cellText(value, undefined, f);
  if (subject?.type === 'time') return /T/.test(value) ? f.dayOrTime(value) : value;
  return valueLabel(value, subject?.values, f.language);
}
