/** Why a metric moved. */
import { call } from './client';
import type { Range } from './reports';
import type { Names } from './types';

export interface Factor {
  metric: string;
  per?: string;
  label?: Names;
  per_label?: Names;
  a: number;
  b: number;
  contribution: number;
}

export interface ValueCause {
  dimension: string;
  label?: Names;
  value?: string;
  a: number;
  b: number;
  contribution: number;
  excess: number;
  rate?: number;
  mix?: number;
  p_value?: number;
  significant: boolean;
}

export interface Change {
  metric: string;
  label?: Names;
  format?: string;
  a: { range: { from: string; to: string }; value: number };
  b: { range: { from: string; to: string }; value: number };
  change: number;
  relative?: number;
  factors: Factor[];
  dimensions: {
    dimension: string;
    label?: Names;
    surprise: number;
    explains: string[];
    share: number;
  }[];
  values: ValueCause[];
  uniform: boolean;
  notes: string[];
  method: string[];
}

export const explainChange = (metric: string, a: Range | undefined, b: Range) =>
  call<Change>('POST', '/api/metrics/explain-change', { json: { metric, a, b } });
