/** What a model adds beside its rows, as a table or as a list of objects. */
import type { Cells } from './labels';

export function sideRows(side: unknown): Cells[] {
  if (Array.isArray(side)) return side.filter(isCells);
  if (typeof side !== 'object' || side === null) return [];
  const { columns, rows } = side as { columns?: unknown; rows?: unknown };
  if (!Array.isArray(columns) || !Array.isArray(rows)) return [];
  const names = columns.map((column: unknown) =>
    typeof column === 'string' ? column : String((column as { name?: unknown }).name),
  );
  return rows.map((row: unknown) =>
    Object.fromEntries(
      names.map((name, i) => [name, Array.isArray(row) ? (row[i] ?? null) : null]),
    ),
  );
}

const isCells = (value: unknown): value is Cells => typeof value === 'object' && value !== null;
