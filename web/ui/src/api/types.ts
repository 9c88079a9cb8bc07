/** The JSON of the server, as the console reads it. Times are ISO 8601 in UTC. */
import type { TableJoin } from './imports';
import type { Join } from './semantics';

import type { LedgerEntry } from './identity';

export interface Names {
  zh: string;
  en: string;
  synonyms?: string[];
}

export type Scalar = string | number | boolean;
export type Cell = Scalar | null | Cell[];

export interface DemoProgress {
  loading: boolean;
  progress: number;
  step: string;
}

export interface Session {
  principal: string;
  role: Role;
  project: { name: string; zone: string; currency: string };
  version: string;
  demo?: DemoProgress | null;
}

export type Role = 'admin' | 'analyst' | 'strategist' | 'app' | 'ingest';

export interface ApiKey {
  id: string;
  name: string;
  role: Role;
  /** The first letters of the secret. */
  hint?: string;
  created_at?: string;
  created_by?: string;
}

export interface NewApiKey extends ApiKey {
  key: string;
}

export interface Status {
  events: number;
  profiles: number;
  identifiers: number;
  warehouse: { version: string; address: string; embedded: boolean; reachable: boolean };
  events_by_day: { day: string; count: number }[];
  ingest: { accepted: number; duplicates: number; rejected: number };
  demo?: DemoProgress | null;
}

export interface LiveEvent {
  event: string;
  time: string;
  profile_id: string;
  properties?: Record<string, Cell>;
  source?: string;
}

export interface ValueCount {
  value: Scalar;
  count?: number;
  names?: Names;
}

export interface PropertyInfo {
  name: string;
  type: string;
  personal?: boolean;
  /** False when it is not in the declared plan. */
  planned?: boolean;
  /** False when it is declared and never came. */
  seen?: boolean;
  storage?: string;
  names?: Names;
  values?: (ValueCount | Scalar)[];
}

export interface EventInfo {
  name: string;
  planned?: boolean;
  seen?: boolean;
  names?: Names;
  count?: number;
  properties: PropertyInfo[];
}

export interface TraitInfo extends PropertyInfo {
  merge?: string;
}

export interface Catalog {
  subjects: { key: string; names: Names; identity?: string; table?: string; column?: string }[];
  metrics: {
    key: string;
    names: Names;
    description?: string;
    format?: string;
    unit?: string;
    over?: string[];
    uses?: string[];
  }[];
  dimensions: {
    key: string;
    names: Names;
    type: string;
    source?: unknown;
    table?: string;
    column?: string;
    values?: ValueCount[];
  }[];
  tags: { key: string; names: Names; type: string; category?: string }[];
  traits: TraitInfo[];
  events: EventInfo[];
  tables: {
    name: string;
    names?: Names;
    columns: { name: string; type: string }[];
    rows: number;
    key?: string[];
    time?: string;
    joins?: TableJoin[];
  }[];
  joins?: Join[];
  /** Keys of the analysis models. */
  analyses?: string[];
}

export type TagType = 'enum' | 'list' | 'number' | 'boolean' | 'date';

export type Aggregate =
  'count' | 'sum' | 'avg' | 'min' | 'max' | 'distinct' | 'first' | 'last' | 'days_since';

/** Days, the last exclusive, or a length of time up to now; all time without either. */
interface DefinedWindow {
  within?: string;
  from?: string;
  to?: string;
}

interface DefinedEvent {
  event: string;
  where?: unknown[];
}

export type TagDefinition =
  | { trait: string }
  | (DefinedEvent & DefinedWindow & { aggregate: Aggregate; property?: string })
  | { rows: { rule: unknown; value: Scalar }[]; otherwise?: Scalar }
  | { preference: DefinedEvent & DefinedWindow & { property: string; sum?: string } }
  | { sequence: DefinedEvent[]; within: string; last?: string; from?: string; to?: string }
  | { rfm: DefinedEvent & DefinedWindow & { amount: string }; gives: string }
  | { upload: string }
  | { sql: string; every: string }
  | { model: string };

export interface Tag {
  key: string;
  names: Names;
  description?: string;
  category?: string;
  owner?: string;
  type: TagType;
  definition: TagDefinition;
  version?: number;
  coverage?: number;
  profiles?: number;
  refreshed_at?: string | null;
  state?: 'fresh' | 'refreshing' | 'failed';
  error?: string | null;
  /** Of the refresh that runs now, 0 to 1. */
  progress?: number | null;
  next_refresh_at?: string | null;
  took_ms?: number | null;
  made_of?: string[];
  /** Uploaded identifiers that name nobody yet. */
  unmatched?: number | null;
  used_by?: { kind: string; key: string }[];
  values?: ValueCount[];
  histogram?: { from: number; to: number; count: number }[];
  min?: number | null;
  max?: number | null;
}

export interface NewTag {
  key: string;
  names: Names;
  description?: string;
  category?: string;
  owner?: string;
  type: TagType;
  definition: TagDefinition;
}

export interface Estimate {
  size: number;
  total: number;
  elapsed_ms: number;
  engine: string;
  as_of: string;
  nodes?: { pointer: string; size: number }[];
}

export interface Audience {
  key: string;
  name: string;
  description?: string;
  kind?: 'dynamic' | 'static' | 'upload';
  rule: unknown;
  size?: number;
  as_of?: string;
  updated_at?: string;
  updated_by?: string;
}

export interface Members {
  members: { profile_id: string; user_id?: string; traits?: Record<string, Cell> }[];
  next?: string | null;
}

export interface IdentifierValue {
  type: string;
  value: string;
}

export interface Profile {
  profile_id: string;
  identifiers: IdentifierValue[];
  traits: Record<string, Cell>;
  tags: Record<string, Cell>;
  audiences: (string | { key: string; name: string })[];
  first_seen?: string;
  last_seen?: string;
  recent_events: LiveEvent[];
  merges: LedgerEntry[];
}

export interface SampleProfile {
  profile_id: string;
  identifiers: IdentifierValue[];
  traits: Record<string, Cell>;
}
