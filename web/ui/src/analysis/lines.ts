/** Rows of an answer as lines over time, one for each group and figure. */
import type { AnalysisResult } from '@/api/analyses';
import type { Cell } from '@/api/types';
import type { Series } from '@/chart/options';
import { distinct, groupsOf, numberOf, type Cells, type Labels } from './labels';

export interface Measured {
  /** The column. */
  name: string;
  label: string;
  dashed?: boolean;
  /** Which colour it shares with the figures of its group. */
  tone?: number;
}

export interface Line extends Series {
  measure: string;
  /** The row behind every value. */
  rows: (Cells | undefined)[];
}

export interface Lines {
  /** The values of the axis as the server wrote them. */
  steps: Cell[];
  lines: Line[];
  /** Groups that are drawn, and all of them; the server puts the largest first. */
  groups?: { shown: number; all: number };
}

/** More than these cannot be told apart. */
const mostLines = 12;

export function linesOf(
  result: AnalysisResult,
  labels: Labels,
  axis: string,
  measures: readonly Measured[],
  wanted: (row: Cells) => boolean = () => true,
): Lines {
  const all = groupsOf(result, labels)
    .map((group) => ({ ...group, rows: group.rows.filter(wanted) }))
    .filter((group) => group.rows.length > 0);
  const groups = all.slice(0, Math.max(1, Math.floor(mostLines / measures.length)));
  const steps = distinct(groups.flatMap((group) => group.rows.map((row) => row[axis] ?? null)));
  steps.sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : compare(a, b)));
  const own = new Set(measures.filter((one) => !one.dashed).map((one) => one.tone ?? one.name));
  const lines = groups.flatMap((group, i) => {
    const at = new Map(group.rows.map((row) => [row[axis] ?? null, row]));
    const rows = steps.map((step) => at.get(step));
    return measures.map((measure, j): Line => ({
      name: lineName(group.label, measure.label, groups.length, own.size, measure.dashed),
      measure: measure.name,
      dashed: measure.dashed,
      tone: i * own.size + (measure.tone ?? j),
      values: rows.map((row) => numberOf(row?.[measure.name])),
      rows,
    }));
  });
  return { steps, lines, groups: { shown: groups.length, all: all.length } };
}

const compare = (a: Cell, b: Cell) => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);

/** The group's name where there are several, the figure's where there are several of those. */
function lineName(
  group: string,
  measure: string,
  groups: number,
  measures: number,
  dashed: boolean | undefined,
): string {
  if (!group) return measure;
  if (groups === 1) return `${group} · ${measure}`;
  return measures === 1 && !dashed ? group : `${group} · ${measure}`;
}
