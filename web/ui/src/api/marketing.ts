/** Offers, placements, experiments, imports and quarantine. */
import type { Names } from './types';

export interface Offer {
  key: string;
  name: string;
  names?: Names;
  description?: string;
  product?: string;
  image?: string;
  payload?: Record<string, unknown>;
  placements?: string[];
  active?: boolean;
}

export interface TrackedEvent {
  event: string;
  properties: { name: string; type: string; required: boolean; note: string }[];
}

export interface Placement {
  key: string;
  name: string;
  description?: string;
  offers: string[];
  fallback?: string | null;
  experiment?: string | null;
  tracking?: Record<string, TrackedEvent>;
}

export interface OfferStats {
  offer: string;
  name: string;
  exposures: number;
  clicks: number;
  conversions: number;
  conversion_rate: number;
  posterior_mean: number;
  low: number;
  high: number;
  share: number;
}

export interface PlacementDetail extends Placement {
  stats: OfferStats[];
  by_day: { day: string; exposures: number; clicks: number; conversions: number }[];
  policy_version?: string;
}

export interface Decision {
  decision_id: string;
  offers: {
    offer: string;
    name?: string;
    rank: number;
    score: number;
    propensity: number;
    reason: string;
    payload?: Record<string, unknown>;
  }[];
  policy_version: string;
  assignments: { experiment: string; variant: string }[];
  fallback: boolean;
  /** Why the fallback was served. */
  reason?: string;
}

export interface Variant {
  key: string;
  name: string;
  weight: number;
  control: boolean;
}

export interface ExperimentMetric {
  key: string;
  name: string;
  event: string;
  kind: 'conversion' | 'sum';
  property?: string | null;
}

export interface Experiment {
  key: string;
  name: string;
  state: 'draft' | 'running' | 'stopped';
  variants: Variant[];
  metrics: ExperimentMetric[];
  placement?: string | null;
  started_at?: string | null;
  stopped_at?: string | null;
}

export interface MetricResult {
  count?: number;
  rate?: number;
  mean?: number;
  sum?: number;
  low?: number;
  high?: number;
}

export interface Comparison {
  metric: string;
  variant: string;
  control: string;
  difference: number;
  low: number;
  high: number;
  relative?: number | null;
  p_value: number;
  z?: number;
}

export interface ExperimentReport {
  experiment: Experiment;
  variants: (Variant & { exposed: number; metrics: Record<string, MetricResult> })[];
  comparisons: Comparison[];
  srm: {
    chi2: number;
    p_value: number;
    alarm: boolean;
    expected: number[];
    observed: number[];
  } | null;
  excluded?: { several_variants?: number };
  by_day: { day: string; variant: string; exposed: number }[];
  sql: string | string[];
}

export interface JobProgress {
  rows_total?: number | null;
  bytes_total?: number | null;
  bytes_read?: number;
  rows_read: number;
  rows_written: number;
  rows_rejected: number;
}

export interface Job {
  id: string;
  kind: string;
  name: string;
  /** Reads and checks, writes nothing. */
  dry_run?: boolean;
  /** The file is still there to run it for real, or again. */
  can_run?: boolean;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  progress: JobProgress;
  error?: string | null;
  created_at?: string;
  finished_at?: string | null;
}
