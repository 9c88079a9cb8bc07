/** Answers to questions: the copilot's and the SQL endpoint's. */
import type { Cell } from './types';

export interface Column {
  name: string;
  type: string;
  label?: string;
}

export interface SqlResult {
  columns: Column[];
  rows: Cell[][];
  row_count: number;
  truncated: boolean;
  elapsed_ms: number;
  executed_sql: string;
}

/** The tables that a caller may ask for in SQL. */
export interface SqlSchema {
  tables: {
    name: string;
    kind: 'table' | 'tag' | 'audience';
    columns: { name: string; type: string }[];
  }[];
}

export type ChartType = 'line' | 'bar' | 'pie' | 'number' | 'table';

export interface ChartSpec {
  type: ChartType;
  x?: string | null;
  y: string[];
  series?: string | null;
  format?: string | null;
}

export interface Lineage {
  element: string;
  kind: string;
  definition: string;
}

export interface Plan {
  metrics?: unknown[];
  by?: unknown[];
  filters?: unknown[];
  range?: { from: string; to: string } | null;
  text_zh?: string;
  text_en?: string;
}

export interface Reply {
  kind: 'answer' | 'clarify' | 'refuse' | 'audience';
  text: string;
  plan?: Plan | null;
  sql?: string | null;
  columns?: Column[];
  rows?: Cell[][];
  chart?: ChartSpec | null;
  confidence?: number | null;
  lineage?: Lineage[];
  suggestions?: string[];
  choices?: { label: string; question: string }[];
  conversation_id?: string;
  elapsed_ms?: number;
  truncated?: boolean;
  rule?: unknown;
}
