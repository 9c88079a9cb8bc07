/** The declared tracking plan, and erasures. */
export type FieldType = 'text' | 'number' | 'boolean' | 'time' | 'list';
export type Storage = 'plain' | 'hashed';
export type MergeRule = 'latest' | 'first' | 'set_once' | 'max' | 'sum' | 'list';

export interface PlannedField {
  name: string;
  type: FieldType;
  /** Absent when the name decides. */
  personal?: boolean;
  storage: Storage;
}

export interface PlannedEvent {
  name: string;
  names?: { zh?: string; en?: string };
  description: string;
  properties: PlannedField[];
}

export interface PlannedTrait extends PlannedField {
  merge: MergeRule;
  sources?: string[];
}

export interface Plan {
  events: PlannedEvent[];
  traits: PlannedTrait[];
  version: number;
  updated_at?: string;
  updated_by?: string;
}

export interface Erasure {
  erasure_id: string;
  requested_at: string;
  by: string;
  profile_id: string;
  suppress: boolean;
  events: number;
  identifiers: number;
  traits: number;
  rejected: number;
  dropped: number;
  done_at?: string;
  events_by_day: { event: string; day: string; events: number }[];
}
