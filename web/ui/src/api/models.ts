/** Models that learn who is like whom. */
import { useQuery } from '@tanstack/react-query';
import { get } from './queries';
import type { Audience, Scalar } from './types';

export type ModelKind = 'lookalike' | 'lead_score' | 'propensity';
export type ModelState = 'new' | 'queued' | 'training' | 'trained' | 'failed';
export type TrainingStep = 'reading_label' | 'reading_tags' | 'fitting' | 'measuring' | 'scoring';

/** One training at a glance. */
export interface Training {
  version: number;
  definition: number;
  trained_at: string;
  trained_by: string;
  auc: number;
  population: number;
  positives: number;
}

export interface ModelDefinition {
  key: string;
  name: string;
  description?: string;
  kind: ModelKind;
  label: unknown;
  population?: unknown;
  without?: string[];
  seed?: number;
  score_tag?: string;
  grade_tag?: string;
}

export interface Model {
  key: string;
  name: string;
  description?: string;
  kind: ModelKind;
  definition: ModelDefinition;
  version: number;
  state: ModelState;
  /** 0 to 1. */
  done: number;
  step?: TrainingStep;
  error?: string;
  trained?: Training;
  updated_at: string;
  updated_by: string;
}

/** A condition of the rule language, or days since a date. */
export interface FeatureCondition {
  tag: string;
  eq?: Scalar;
  in?: Scalar[];
  gte?: number;
  lt?: number;
  is_set?: boolean;
  days_ago_gte?: number;
  days_ago_lt?: number;
}

export type WhyLeftOut =
  'label' | 'suspected_leak' | 'personal' | 'excluded' | 'model' | 'no_values' | 'says_nothing';

export interface ModelReport {
  training: Training;
  base_rate: number;
  training_rows: number;
  held_out: number;
  held_out_positives: number;
  auc: { value: number; low: number; high: number };
  roc: { false_positives: number; true_positives: number }[];
  lift: {
    decile: number;
    rate: number;
    lift: number;
    cumulative_lift: number;
    captured: number;
  }[];
  calibration: { predicted: number; observed: number; people: number }[];
  brier: number;
  log_loss: number;
  importance: {
    tag: string;
    share: number;
    features: { feature: FeatureCondition; weight: number; share: number }[];
  }[];
  left_out: { tag: string; why: WhyLeftOut }[];
  grades: number[];
  took_ms: number;
  versions: Training[];
}

export interface Explanation {
  profile_id: string;
  version: number;
  score: number;
  grade: string;
  base: number;
  log_odds: number;
  reasons: { tag: string; contribution: number; because: FeatureCondition[] }[];
}

export interface Expansion {
  audience: Audience;
  model: Model;
}

export const modelPath = (key: string) => `/api/models/${encodeURIComponent(key)}`;

export const isBusy = (model: Model) => model.state === 'queued' || model.state === 'training';

export const useModels = () =>
  useQuery({
    queryKey: ['models'],
    queryFn: ({ signal }) => get<{ models: Model[] }>('/api/models', signal),
    select: (data) => data.models,
    refetchInterval: (query) => (query.state.data?.models.some(isBusy) ? 700 : false),
  });

/** One model; asked again while it trains, and all the time when `follow` is set. */
export const useTrainedModel = (key: string | undefined, follow = false) =>
  useQuery({
    queryKey: ['models', key],
    enabled: key !== undefined,
    retry: false,
    queryFn: ({ signal }) => get<Model>(modelPath(key ?? ''), signal),
    refetchInterval: (query) =>
      follow || (query.state.data && isBusy(query.state.data)) ? 500 : false,
  });

export const useModelReport = (key: string, version: number | undefined) =>
  useQuery({
    queryKey: ['models', key, 'report', version],
    enabled: version !== undefined,
    queryFn: ({ signal }) =>
      get<ModelReport>(`${modelPath(key)}/report?version=${version}`, signal),
  });
