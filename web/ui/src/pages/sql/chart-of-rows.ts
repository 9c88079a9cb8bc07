import type { Column } from '@/api/answers';
import type { Cell } from '@/api/types';
import type { SeriesChart } from '@/chart/options';

const most = 60;

/** A chart of rows: names or times in the first column, numbers in the others. */
export function chartOfRows(
  columns: Column[],
  rows: Cell[][],
  value: (value: number) => string,
): SeriesChart | undefined {
  const [first, ...others] = columns;
  const numbers = others.flatMap((column, i) => (column.type === 'number' ? [i + 1] : []));
  if (!first || first.type === 'list' || numbers.length === 0 || rows.length < 2) return undefined;
  if (numbers.length > 6 || new Set(rows.map((row) => row[0])).size < rows.length) return undefined;
  const isTime = first.type === 'time' || first.type === 'date';
  const shown = isTime ? rows : rows.slice(0, most);
  return {
    type: isTime ? 'line' : 'bar',
    categories: shown.map((row) => String(row[0] ?? '—')),
    series: numbers.map((i) => ({
      name: columns[i]?.name ?? '',
      values: shown.map((row) => (typeof row[i] === 'number' ? row[i] : null)),
    })),
    value,
  };
}
