/** The rows of a retention as a triangle of cohorts and periods, and as curves. */
import { distinct, numberOf, type Cells } from './labels';

export interface CohortRow {
  cohort: string;
  size: number;
  /** By period, from 0 on; undefined where the answer has no row. */
  cells: (Cells | undefined)[];
}

export interface Triangle {
  periods: number[];
  cohorts: CohortRow[];
  /** Of all cohorts together, by period; null where none is complete. */
  average: (number | null)[];
}

export function triangleOf(rows: readonly Cells[]): Triangle {
  const periods = distinct(rows.map((row) => numberOf(row.period) ?? 0)).sort((a, b) => a - b);
  const byCohort = new Map<string, Cells[]>();
  for (const row of rows) {
    const cohort = String(row.cohort);
    byCohort.set(cohort, [...(byCohort.get(cohort) ?? []), row]);
  }
  const cohorts = [...byCohort].map(([cohort, own]): CohortRow => {
    const cells = periods.map((period) => own.find((row) => row.period === period));
    return { cohort, size: numberOf(cells[0]?.users) ?? 0, cells };
  });
  cohorts.sort((a, b) => (a.cohort < b.cohort ? -1 : 1));
  return { periods, cohorts, average: periods.map((_, i) => weighted(cohorts, i)) };
}

/** Whoever came back of whoever could have: cohorts whose period is open count on neither side. */
function weighted(cohorts: readonly CohortRow[], index: number): number | null {
  let users = 0;
  let size = 0;
  for (const cohort of cohorts) {
    const count = numberOf(cohort.cells[index]?.users);
    if (count === null) continue;
    users += count;
    size += cohort.size;
  }
  return size > 0 ? users / size : null;
}
