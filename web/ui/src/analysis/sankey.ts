/** The rows of a path analysis as nodes and streams. An event has one node in each step. */
import { numberOf, type Cells } from './labels';

export interface PathNode {
  name: string;
  label: string;
  depth: number;
}

export interface PathLink {
  source: string;
  target: string;
  value: number;
  row: Cells;
}

export function pathOf(
  rows: readonly Cells[],
  label: (event: string | null) => string,
  backwards = false,
): { nodes: PathNode[]; links: PathLink[] } {
  const nodes = new Map<string, PathNode>();
  const node = (event: string | null, depth: number) => {
    const name = `${depth}:${event ?? ''}`;
    if (!nodes.has(name)) nodes.set(name, { name, label: label(event), depth });
    return name;
  };
  const last = Math.max(0, ...rows.map((row) => numberOf(row.step) ?? 0));
  const links = rows.flatMap((row): PathLink[] => {
    const value = numberOf(row.sessions) ?? 0;
    if (value <= 0) return [];
    const step = numberOf(row.step) ?? 1;
    // Backwards, step 1 leads into the end.
    const depth = backwards ? last - step : step - 1;
    const source = node(textOf(row.from), depth);
    const target = node(textOf(row.to), depth + 1);
    return [{ source, target, value, row }];
  });
  return { nodes: [...nodes.values()], links };
}

const textOf = (cell: Cells[string] | undefined) =>
  cell === null || cell === undefined ? null : String(cell);
