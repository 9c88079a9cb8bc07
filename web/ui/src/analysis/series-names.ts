/** What the columns with figures are called: the event or trait and what is measured of it. */
import type { Json } from '@/rule/json';
import type { Labels } from './labels';

interface AskedSeries {
  name?: string;
  event?: string;
  measure?: { kind?: string; property?: string };
  /** Of a measured trait. */
  kind?: string;
  trait?: string;
}

/** The label of every series, formula and measured trait of a request, by the column it stands in. */
export function seriesNames(
  request: Json,
  labels: Labels,
  measures: Readonly<Record<string, string>>,
): Map<string, string> {
  const names = new Map<string, string>();
  const series = Array.isArray(request.series) ? (request.series as AskedSeries[]) : [];
  const figure = (kind: string, of: string | undefined) => {
    const measure = measures[kind] ?? kind;
    const property = of ? labels.dimension(of) : '';
    return `${measure}${measure.endsWith('：') || !property ? '' : ' '}${property}`;
  };
  series.forEach((one, i) => {
    const said = figure(one.measure?.kind ?? 'count', one.measure?.property);
    names.set(
      one.name ?? String.fromCharCode(65 + i),
      `${labels.event(one.event ?? '')} · ${said}`,
    );
  });
  const traits = Array.isArray(request.measures) ? (request.measures as AskedSeries[]) : [];
  for (const { kind = 'users', trait } of traits) {
    names.set(trait && kind !== 'users' ? `${kind}_${trait}` : 'users', figure(kind, trait));
  }
  const formulas = Array.isArray(request.formulas) ? (request.formulas as AskedSeries[]) : [];
  formulas.forEach((one, i) => names.set(one.name ?? `formula_${i + 1}`, one.name ?? ''));
  return names;
}
