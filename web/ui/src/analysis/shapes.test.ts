import { describe, expect, it } from 'vitest';
import type { AnalysisColumn, AnalysisResult } from '@/api/analyses';
import type { Cell } from '@/api/types';
import { nearestSeries } from '@/chart/nearest';
import { bucketName } from './buckets';
import { daysOf } from './days';
import { cellOf, groupsOf, rowsOf, type Labels } from './labels';
import { linesOf } from './lines';
import { triangleOf } from './retention';
import { pathOf } from './sankey';
import { sideRows } from './side-table';

const labels: Labels = {
  column: ({ name }) => name,
  cell: (_, cell) => String(cell),
  event: (key) => key,
  audience: (key) => key,
  dimension: (key) => key,
};

const column = (name: string, role: AnalysisColumn['role']): AnalysisColumn => ({
  name,
  role,
  type: role === 'measure' ? 'number' : 'text',
});

const answer = (columns: AnalysisColumn[], rows: Cell[][]): AnalysisResult => ({
  model: 'segmentation',
  columns,
  rows,
  row_count: rows.length,
  truncated: false,
  elapsed_ms: 1,
  executed_sql: '',
  range: { from: '2026-10-01', to: '2026-11-01' },
  as_of: '',
  notes: [],
});

const byCity = answer(
  [column('time', 'time'), column('city', 'dimension'), column('A', 'measure')],
  [
    ['2026-10-02', '上海', 5],
    ['2026-10-01', '上海', 4],
    ['2026-10-02', '北京', 1],
  ],
);

describe('rows over time', () => {
  it('become a line for each group, with nothing where a row is missing', () => {
    const { steps, lines } = linesOf(byCity, labels, 'time', [{ name: 'A', label: 'Logins' }]);
    expect(steps).toEqual(['2026-10-01', '2026-10-02']);
    expect(lines.map((line) => [line.name, line.values])).toEqual([
      ['上海', [4, 5]],
      ['北京', [null, 1]],
    ]);
  });

  it('give what is compared with the colour of what it stands beside', () => {
    const { lines } = linesOf(byCity, labels, 'time', [
      { name: 'A', label: 'Logins', tone: 0 },
      { name: 'A_before', label: 'Logins, before', tone: 0, dashed: true },
    ]);
    expect(lines.map((line) => line.tone)).toEqual([0, 0, 1, 1]);
    expect(lines[1]?.name).toBe('上海 · Logins, before');
  });
});

describe('a cell', () => {
  it('is named by the keys of its row', () => {
    const [row] = rowsOf(byCity);
    expect(cellOf(byCity, row!, 'A')).toEqual({ time: '2026-10-02', city: '上海', measure: 'A' });
  });
});

describe('a retention triangle', () => {
  const rows = rowsOf(
    answer(
      [
        column('cohort', 'cohort'),
        column('period', 'period'),
        column('users', 'measure'),
        column('rate', 'rate'),
      ],
      [
        ['2026-10-01', 0, 100, 1],
        ['2026-10-01', 1, 50, 0.5],
        ['2026-10-08', 0, 300, 1],
        ['2026-10-08', 1, null, null],
      ],
    ),
  );

  it('weighs only cohorts whose period is over', () => {
    expect(triangleOf(rows).average).toEqual([1, 0.5]);
  });

  it('keeps the rows for the drill-down', () => {
    expect(triangleOf(rows).cohorts[1]).toMatchObject({ cohort: '2026-10-08', size: 300 });
  });
});

describe('the bars of a distribution', () => {
  const words = {
    number: String,
    below: (to: string) => `< ${to}`,
    from: (from: string) => `${from}+`,
  };

  it.each([
    [1, 2, true, '1'],
    [2, 5, true, '2–4'],
    [5, null, true, '5+'],
    [null, 100, false, '< 100'],
    [100, 200, false, '100–200'],
  ] as const)('from %s to %s are named', (from, to, whole, name) => {
    expect(bucketName({ from, to }, whole, words)).toBe(name);
  });
});

describe('paths', () => {
  it('have a node for an event in each step, and one for leaving', () => {
    const rows = [
      { step: 1, from: 'home', to: 'home', sessions: 8, users: 5 },
      { step: 2, from: 'home', to: null, sessions: 3, users: 3 },
      { step: 2, from: 'home', to: 'buy', sessions: 0, users: 0 },
    ];
    const { nodes, links } = pathOf(rows, (event) => event ?? 'leaves');
    expect(nodes.map((node) => [node.label, node.depth])).toEqual([
      ['home', 0],
      ['home', 1],
      ['leaves', 2],
    ]);
    expect(links.map((link) => [link.source, link.target, link.value])).toEqual([
      ['0:home', '1:home', 8],
      ['1:home', '2:', 3],
    ]);
  });
});

describe('days in place of a length', () => {
  it.each([
    ['7d', '2026-11-18'],
    ['8w', '2026-09-30'],
    ['1m', '2026-10-25'],
    ['1y', '2025-11-25'],
  ])('of %s begin as the server begins', (last, from) => {
    expect(daysOf({ last }, '2026-11-24')).toEqual({ from, to: '2026-11-25' });
  });

  it('take the last day of a shorter month', () => {
    expect(daysOf({ last: '1m' }, '2026-03-30').from).toBe('2026-02-28');
  });
});

describe('groups', () => {
  it('stand under the values of audiences and breakdowns', () => {
    expect(groupsOf(byCity, labels).map((group) => group.label)).toEqual(['上海', '北京']);
  });
});

describe('what comes beside the rows', () => {
  it('is read as a table and as a list', () => {
    const table = { columns: [{ name: 'from' }, 'count'], rows: [[0, 4]] };
    expect(sideRows(table)).toEqual([{ from: 0, count: 4 }]);
    expect(sideRows([{ from: 0 }])).toEqual([{ from: 0 }]);
    expect(sideRows(undefined)).toEqual([]);
  });
});

describe('a click into a chart of lines', () => {
  it('means the nearest value', () => {
    const series = [
      { name: 'a', values: [1, null] },
      { name: 'b', values: [9, null] },
    ];
    expect(nearestSeries(series, 0, 7)).toBe(1);
    expect(nearestSeries(series, 1, 7)).toBeUndefined();
  });
});
