/** If-then-else tables: who gets what, where, and why. */
import { useQuery } from '@tanstack/react-query';
import { call, withQuery } from './client';
import { get, queryClient } from './queries';

/** What is decided; at least one of them. */
export interface Outcome {
  audience?: string;
  benefit?: string;
  touchpoint?: string;
}

export interface DecisionTable {
  key: string;
  name: string;
  /** `text` is the rule once more, in the text form. */
  rows: { rule: unknown; text: string; then: Outcome }[];
  otherwise?: Outcome;
  version: number;
}

export interface TableBody {
  key: string;
  name: string;
  rows: { rule: unknown; then: Outcome }[];
  otherwise?: Outcome;
}

/** What every row that was looked at said, and which one decided. */
export interface Ruling {
  profile_id: string;
  row?: number;
  outcome?: Outcome;
  trace: {
    row: number;
    holds: boolean;
    nodes: { pointer: string; text: string; holds: boolean }[];
  }[];
}

/** How many profiles each row decides for. */
export interface TableSizes {
  rows: number[];
  otherwise: number;
}

const all = '/api/decision-tables';
const path = (key: string) => `${all}/${encodeURIComponent(key)}`;

export const useDecisionTables = () =>
  useQuery({
    queryKey: ['decision-tables'],
    queryFn: ({ signal }) => get<{ tables: DecisionTable[] }>(all, signal),
    select: (data) => data.tables,
  });

export const useTableSizes = (table: DecisionTable | undefined) =>
  useQuery({
    queryKey: ['decision-tables', table?.key, 'sizes', table?.version],
    enabled: table !== undefined,
    queryFn: ({ signal }) => get<TableSizes>(`${path(table?.key ?? '')}/sizes`, signal),
  });

const renewed = () => queryClient.invalidateQueries({ queryKey: ['decision-tables'] });

/** Makes the table, or a new version of the one that has this key. */
export async function saveTable(body: TableBody, isNew: boolean): Promise<DecisionTable> {
  const saved = await call<DecisionTable>(isNew ? 'POST' : 'PUT', isNew ? all : path(body.key), {
    json: body,
  });
  await renewed();
  return saved;
}

export async function deleteTable(key: string) {
  await call<void>('DELETE', path(key));
  await renewed();
}

export const decide = (key: string, idType: string, id: string) =>
  call<Ruling>('GET', withQuery(`${path(key)}/decide`, { id_type: idType, id }));
