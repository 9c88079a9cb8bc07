import type { Join } from '@/api/semantics';

export interface Placed {
  name: string;
  /** From 0: those that many rows come from stand left of those that they find one row of. */
  column: number;
  row: number;
}

/**
 * Places tables so that joins lead from left to right, from many rows to one. Joins that go in a
 * circle or to many count for nothing.
 */
export function layout(tables: string[], joins: Join[]): Placed[] {
  const edges = joins.flatMap((join): [string, string][] =>
    join.cardinality === 'many_to_one' || join.cardinality === 'one_to_one'
      ? [[join.table, join.to_table]]
      : join.cardinality === 'one_to_many'
        ? [[join.to_table, join.table]]
        : [],
  );
  const column = new Map(tables.map((name) => [name, 0]));
  // As many rounds as there are tables settle everything but circles, which stop there.
  for (let round = 0; round < tables.length; round++) {
    for (const [from, to] of edges) {
      const next = (column.get(from) ?? 0) + 1;
      if (from !== to && column.has(to) && next > column.get(to)! && next < tables.length) {
        column.set(to, next);
      }
    }
  }
  const used = [...new Set(column.values())].sort((a, b) => a - b);
  const rows = new Map<number, number>();
  return tables.map((name) => {
    const at = used.indexOf(column.get(name)!);
    const row = rows.get(at) ?? 0;
    rows.set(at, row + 1);
    return { name, column: at, row };
  });
}
