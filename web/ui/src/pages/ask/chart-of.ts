/** Rows of an answer as the series of a chart. */
import type { ChartType, Reply } from '@/api/answers';
import type { Cell } from '@/api/types';
import type { SeriesChart } from '@/chart/options';

interface Words {
  value: (value: number) => string;
  axisValue: (value: number) => string;
  day: (date: string) => string;
}

const mostBars = 24;
const mostSlices = 8;

/** The server's choice first, then what else the shape of the rows allows. */
export function possibleCharts(reply: Reply): ChartType[] {
  const rows = reply.rows ?? [];
  const chosen = reply.chart?.type ?? 'table';
  const { x, y = [] } = reply.chart ?? {};
  const types: ChartType[] = [chosen];
  const drawable = !!x && y.length > 0 && rows.length > 0;
  if (drawable) {
    types.push('bar');
    if (rows.length > 2) types.push('line');
    if (y.length === 1 && !reply.chart?.series && rows.length <= mostSlices) types.push('pie');
  }
  if (rows.length === 1) types.push('number');
  types.push('table');
  return [...new Set(types)].filter((type) => drawable || type === 'number' || type === 'table');
}

export function chartOf(reply: Reply, type: 'line' | 'bar' | 'pie', words: Words): SeriesChart {
  const columns = reply.columns ?? [];
  const rows = reply.rows ?? [];
  const index = (name: string | null | undefined) => columns.findIndex((c) => c.name === name);
  const x = index(reply.chart?.x);
  const split = reply.chart?.series ? index(reply.chart.series) : -1;
  const y = (reply.chart?.y ?? []).map(index).filter((i) => i >= 0);
  const isTime = ['date', 'time'].includes(columns[x]?.type ?? '');
  const said = (cell: Cell | undefined) =>
    isTime && typeof cell === 'string' ? words.day(cell) : String(cell ?? '—');

  const categories = distinct(rows.map((row) => said(row[x])));
  const horizontal = type === 'bar' && !isTime;
  const kept = horizontal ? categories.slice(0, mostBars) : categories;
  const series =
    split >= 0
      ? distinct(rows.map((row) => String(row[split] ?? '—'))).map((name) => ({
          name,
          values: kept.map((category) =>
            numberAt(
              rows.find((row) => said(row[x]) === category && String(row[split] ?? '—') === name),
              y[0],
            ),
          ),
        }))
      : y.map((i) => ({
          name: columns[i]?.label ?? columns[i]?.name ?? '',
          values: kept.map((category) =>
            numberAt(
              rows.find((row) => said(row[x]) === category),
              i,
            ),
          ),
        }));
  return {
    type,
    categories: kept,
    series,
    horizontal,
    value: words.value,
    axisValue: words.axisValue,
  };
}

const distinct = (values: string[]) => [...new Set(values)];

function numberAt(row: Cell[] | undefined, index: number | undefined): number | null {
  const cell = index === undefined ? undefined : row?.[index];
  return typeof cell === 'number' ? cell : null;
}
