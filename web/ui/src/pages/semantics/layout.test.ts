import { expect, test } from 'vitest';
import type { Join } from '@/api/semantics';
import { layout } from './layout';
import { around } from './versions';

const join = (table: string, to_table: string, cardinality: Join['cardinality']): Join => ({
  table,
  column: 'id',
  to_table,
  cardinality,
  origin: 'proposed',
});

test('many stand left of one, whichever way a join was written', () => {
  const placed = layout(
    ['products', 'sales', 'visits', 'departments'],
    [
      join('sales', 'products', 'many_to_one'),
      join('departments', 'products', 'one_to_many'),
      join('visits', 'sales', 'many_to_many'),
    ],
  );
  const columns = Object.fromEntries(placed.map((table) => [table.name, table.column]));
  expect(columns).toEqual({ sales: 0, visits: 0, products: 1, departments: 2 });
  expect(placed.filter((table) => table.column === 0).map((table) => table.row)).toEqual([0, 1]);
});

test('joins in a circle end', () => {
  const circle = [join('a', 'b', 'one_to_one'), join('b', 'a', 'one_to_one')];
  expect(layout(['a', 'b'], circle)).toHaveLength(2);
});

test('a diff shows what changed and little else', () => {
  const same = Array.from({ length: 20 }, (_, i) => ({ change: 'same' as const, text: `${i}` }));
  const lines = [...same, { change: 'added' as const, text: 'x' }, ...same];
  expect(around(lines).map((line) => line?.text)).toEqual([
    undefined,
    '17',
    '18',
    '19',
    'x',
    '0',
    '1',
    '2',
    undefined,
  ]);
});
