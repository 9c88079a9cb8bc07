/** Analyses: the answer of every model, and whom its cells count. */
import type { Column, SqlResult } from './answers';

export type ColumnRole =
  | 'time'
  | 'cohort'
  | 'audience'
  | 'dimension'
  | 'step'
  | 'period'
  | 'bucket'
  | 'label'
  | 'measure'
  | 'rate'
  | 'duration'
  | 'forecast';

export interface AnalysisColumn extends Column {
  role: ColumnRole;
}

/** A table that comes beside the rows of an answer. */
export interface SideTable {
  columns: AnalysisColumn[];
  rows: SqlResult['rows'];
}

export interface AnalysisResult extends Omit<SqlResult, 'columns'>, Record<string, unknown> {
  model: string;
  columns: AnalysisColumn[];
  range: { from: string; to: string };
  as_of: string;
  from_cache?: boolean;
  notes: string[];
}

export interface CellMembers {
  size: number;
  members: string[];
  /** The key of the saved audience. */
  audience?: string;
}
