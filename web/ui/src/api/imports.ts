import type { Problem } from './client';

export type ImportKind = 'events' | 'profiles' | 'table';

export interface PreviewColumn {
  name: string;
  type: 'text' | 'number' | 'boolean' | 'time' | 'list';
  date_format?: string | null;
  date_order?: 'ymd' | 'dmy' | 'mdy' | null;
  /** Its days can be read day first and month first. */
  ambiguous: boolean;
  /** Share of the rows without a value. */
  empty: number;
  samples: string[];
}

/** A column whose values are those of something else. */
export interface TableJoin {
  column: string;
  to: 'identifier' | 'trait' | 'property' | 'table';
  name: string;
  target_column?: string | null;
  share: number;
  confirmed: boolean;
}

/** What an import would make of a file. */
export interface ImportPreview {
  /** Names the file for later calls; it is kept for an hour. */
  upload: string;
  name: string;
  encoding: string;
  separator: string;
  quote: string;
  header: boolean;
  columns: PreviewColumn[];
  rows_sampled: number;
  mapping: Record<string, unknown>;
  keys: string[];
  joins: TableJoin[];
  problems: Problem[];
}

/** What somebody says of a file; what is absent is found out. */
export interface ReadChoices {
  encoding?: string;
  separator?: string;
  header?: string;
  date_order?: string;
}
