/** What the server says about saved audiences: portraits, overlaps, snapshots, the text form. */
import { useQuery } from '@tanstack/react-query';
import { call, withQuery } from './client';
import { get } from './queries';

export interface TagNames {
  zh: string;
  en: string;
}

export interface ValueShare {
  value?: string;
  /** A number, or a time for dates; neither value nor from means no value at all. */
  from?: number | string;
  to?: number | string;
  count: number;
  share: number;
  reference_share: number;
  tgi?: number;
  p_value?: number;
  significant: boolean;
}

export interface TagPortrait {
  tag: string;
  names: TagNames;
  type: 'enum' | 'number' | 'boolean' | 'date';
  information: number;
  in_rule: boolean;
  values: ValueShare[];
  numbers?: { mean?: number | string; reference_mean?: number | string };
}

export interface Insight {
  audience: string;
  size: number;
  reference: string;
  reference_size: number;
  tags: TagPortrait[];
}

export interface Overlap {
  audiences: { key: string; name: string; size: number }[];
  union: number;
  matrix: number[][];
  intersections: { audiences: string[]; size: number }[];
  more: number;
}

export interface Snapshot {
  number: number;
  taken_at: string;
  taken_by: string;
  origin: 'rule' | 'upload';
  size: number;
  joined?: number;
  left?: number;
}

const path = (key: string) => `/api/audiences/${encodeURIComponent(key)}`;

export const useInsight = (key: string, reference: string) =>
  useQuery({
    queryKey: ['insight', key, reference],
    queryFn: ({ signal }) => get<Insight>(withQuery(`${path(key)}/insight`, { reference }), signal),
  });

export const useOverlap = (keys: string[]) =>
  useQuery({
    queryKey: ['overlap', keys],
    enabled: keys.length >= 2,
    queryFn: ({ signal }) =>
      call<Overlap>('POST', '/api/audiences/overlap', { json: { audiences: keys }, signal }),
  });

export const snapshotPeriods = ['off', 'hourly', 'daily'] as const;
export type SnapshotPeriod = (typeof snapshotPeriods)[number];

export interface Snapshots {
  /** Newest first. */
  snapshots: Snapshot[];
  schedule: { every: SnapshotPeriod; next_at?: string };
}

export const useSnapshots = (key: string) =>
  useQuery({
    queryKey: ['snapshots', key],
    queryFn: ({ signal }) =>
      get<Snapshots>(withQuery(`${path(key)}/snapshots`, { limit: 60 }), signal),
    // Right after a schedule is set its first snapshot is being taken.
    refetchInterval: (query) => {
      const next = query.state.data?.schedule.next_at;
      return next && Date.parse(next) <= Date.now() ? 1_000 : false;
    },
  });

export const scheduleSnapshots = (key: string, every: SnapshotPeriod) =>
  call<Snapshots['schedule']>('PUT', `${path(key)}/snapshots/schedule`, { json: { every } });

export const takeSnapshot = (key: string) => call<Snapshot>('POST', `${path(key)}/snapshots`);

/** A rule in both forms, from either. */
export const convertRule = (from: { rule: unknown } | { text: string }, signal?: AbortSignal) =>
  call<{ rule: unknown; text: string }>('POST', '/api/audiences/convert', { json: from, signal });

export const exportFiles = ['csv', 'parquet', 'jsonl'] as const;
export type ExportFile = (typeof exportFiles)[number];

export interface ExportJob {
  id: string;
  audience: string;
  format: ExportFile | 'webhook';
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  total: number;
  done: number;
  /** Whether personal data stands in it unmasked. */
  personal: boolean;
  error?: string;
  created_by: string;
  created_at: string;
}

export const useExports = (key: string) =>
  useQuery({
    queryKey: ['exports'],
    queryFn: ({ signal }) => get<{ exports: ExportJob[] }>('/api/exports', signal),
    select: (data) => data.exports.filter((job) => job.audience === key),
    refetchInterval: (query) =>
      query.state.data?.exports.some((job) => job.state === 'queued' || job.state === 'running')
        ? 700
        : false,
  });

/** Ends an export that is not over. */
export const cancelExport = (id: string) =>
  call<ExportJob>('DELETE', `/api/exports/${encodeURIComponent(id)}`);

export type ExportOrder =
  { format: ExportFile } | { format: 'webhook'; url: string; secret: string };

export const startExport = (key: string, order: ExportOrder) =>
  call<ExportJob>('POST', `${path(key)}/export`, { json: order });

export interface Uploaded {
  matched: number;
  unmatched: number;
  some_unmatched: { line: number; type: string; value: string }[];
}

export const uploadAudience = (name: string, type: string, list: string) =>
  call<Uploaded>('POST', withQuery('/api/audiences/upload', { name, id_type: type }), {
    body: list,
    contentType: 'text/csv',
  });
