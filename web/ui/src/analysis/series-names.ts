/** What the columns of a segmentation are called: the event and what is measured of it. */
import type { Json } from '@/rule/json';
import type { Labels } from './labels';

interface AskedSeries {
  name?: string;
  event?: string;
  measure?: { kind?: string; property?: string; q?: number };
}

/** The label of every series and formula of a request, by the column it stands in. */
export function seriesNames(
  request: Json,
  labels: Labels,
  measures: Readonly<Record<string, string>>,
): Map<string, string> {
  const names = new Map<string, string>();
  const series = Array.isArray(request.series) ? (request.series as AskedSeries[]) : [];
  series.forEach((one, i) => {
    const kind = one.measure?.kind ?? 'count';
    const measure = measures[kind] ?? kind;
    const property = one.measure?.property ? labels.dimension(one.measure.property) : '';
    const space = measure.endsWith('：') || !property ? '' : ' ';
    names.set(
      one.name ?? String.fromCharCode(65 + i),
      `${labels.event(one.event ?? '')} · ${measure}${space}${property}`,
    );
  });
  const formulas = Array.isArray(request.formulas) ? (request.formulas as AskedSeries[]) : [];
  formulas.forEach((one, i) => names.set(one.name ?? `formula_${i + 1}`, one.name ?? ''));
  return names;
}
