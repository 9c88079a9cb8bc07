/** What people read for the names and values of an answer. */
import { useMemo } from 'react';
import type { AnalysisColumn, AnalysisResult } from '@/api/analyses';
import { useCatalog } from '@/api/queries';
import type { Catalog, Cell } from '@/api/types';
import type { Format } from '@/format/use-format';
import { useFormat } from '@/format/use-format';
import { nameIn, textsNow } from '@/i18n/texts';
import { valueLabel } from '@/rule/words';
import type { Vocabulary } from '@/rule/vocabulary';
import { anyEvent, everyone } from './draft';
import { answerTexts } from './texts';

export interface Labels {
  column: (column: Pick<AnalysisColumn, 'name' | 'label'>) => string;
  cell: (column: Pick<AnalysisColumn, 'name' | 'role' | 'type'>, cell: Cell | undefined) => string;
  event: (key: string) => string;
  audience: (key: string) => string;
  dimension: (key: string) => string;
}

export function buildLabels(
  vocabulary: Vocabulary,
  catalog: Catalog | undefined,
  f: Format,
): Labels {
  const t = textsNow(answerTexts);
  const dimensions = new Map((catalog?.dimensions ?? []).map((one) => [one.key, one]));
  const event = (key: string) =>
    key === anyEvent ? t.anyEvent : (vocabulary.event(key)?.label ?? key);
  const audience = (key: string) => (key === everyone ? t.everyone : vocabulary.audience(key));
  // Whoever named it best: the model, the tag, the trait, or an event that carries it.
  const dimension = (key: string) =>
    [
      nameIn(f.language, dimensions.get(key)?.names, key),
      vocabulary.tag(key)?.label,
      vocabulary.trait(key)?.label,
      ...vocabulary.events.map((one) => vocabulary.property(one.key, key)?.label),
    ].find((name) => name !== undefined && name !== key) ?? key;
  const known: Readonly<Record<string, string>> = t.columns;
  const segments: Readonly<Record<string, string>> = t.segments;
  /** An event, of a path perhaps with the value of a property. */
  const place = (key: string) => {
    const colon = key.indexOf(': ');
    return colon < 0 ? event(key) : `${event(key.slice(0, colon))}: ${key.slice(colon + 2)}`;
  };

  const cell: Labels['cell'] = (column, value) => {
    if (value === null || value === undefined) return column.role === 'dimension' ? t.noValue : '—';
    if (Array.isArray(value)) return value.map((one) => cell(column, one)).join(', ');
    switch (column.role) {
      case 'audience':
        return audience(String(value));
      case 'time':
      case 'cohort':
        return stepText(String(value), column.type, f);
      case 'label':
        return segments[String(value)] ?? place(String(value));
      case 'dimension':
        if (column.name === 'entry') return event(String(value));
        if (column.type === 'date' || column.type === 'time')
          return stepText(String(value), column.type, f);
        if (typeof value === 'boolean') return value ? t.yes : t.no;
        return valueLabel(value, dimensions.get(column.name)?.values, f.language);
      case 'rate':
        return typeof value === 'number' ? f.percent(value) : String(value);
      case 'duration':
        return typeof value === 'number' ? f.duration(value) : String(value);
      case 'step':
      case 'period':
      case 'bucket':
      case 'measure':
      case 'forecast':
        return typeof value === 'number' ? f.exact(value) : String(value);
    }
  };
  return {
    column: ({ name, label }) => {
      const before = /^(.*)_before$/.exec(name)?.[1];
      if (before) return t.before(label ?? before);
      return label ?? known[name] ?? dimension(name);
    },
    cell,
    event,
    audience,
    dimension,
  };
}

const stepText = (value: string, type: string, f: Format) =>
  type === 'time' ? f.dateTime(value) : f.shortDay(value);

export function useLabels(vocabulary: Vocabulary): Labels {
  const catalog = useCatalog().data;
  const f = useFormat();
  return useMemo(() => buildLabels(vocabulary, catalog, f), [vocabulary, catalog, f]);
}

/** The columns that say which row it is; with a measure they name a cell. */
export const isKey = (column: AnalysisColumn) =>
  !['measure', 'rate', 'duration', 'forecast'].includes(column.role);

export type Cells = Record<string, Cell>;

/** The rows by the names of the columns. */
export const rowsOf = (result: Pick<AnalysisResult, 'columns' | 'rows'>): Cells[] =>
  result.rows.map((row) =>
    Object.fromEntries(result.columns.map((column, i) => [column.name, row[i] ?? null])),
  );

/** What names a cell to the server. */
export const cellOf = (result: AnalysisResult, row: Cells, measure: string) => ({
  ...Object.fromEntries(
    result.columns.filter(isKey).map((column) => [column.name, row[column.name] ?? null]),
  ),
  measure,
});

export const numberOf = (cell: Cell | undefined): number | null =>
  typeof cell === 'number' ? cell : null;

/** Rows of the same audience and breakdowns. */
export interface Group {
  key: string;
  label: string;
  rows: Cells[];
}

export function groupsOf(result: AnalysisResult, labels: Labels): Group[] {
  const columns = result.columns.filter((c) => c.role === 'audience' || c.role === 'dimension');
  const groups = new Map<string, Group>();
  for (const row of rowsOf(result)) {
    const key = JSON.stringify(columns.map((c) => row[c.name]));
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else {
      const label = columns.map((c) => labels.cell(c, row[c.name])).join(' · ');
      groups.set(key, { key, label, rows: [row] });
    }
  }
  return [...groups.values()];
}

export const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

export const has = (result: AnalysisResult, role: AnalysisColumn['role']) =>
  result.columns.some((column) => column.role === role);
