/** What the server says about the ways in and the quarantine. */
import { useQuery } from '@tanstack/react-query';
import { withQuery } from './client';
import { get } from './queries';

export interface Rejected {
  id: string;
  received_at: string;
  source: string;
  message_id: string;
  /** The property that was left out of an event that was taken. */
  part?: string;
  reasons: string[];
  payload: unknown;
  /** What somebody made of the payload; a replay sends it. */
  fixed?: unknown;
}

export interface RejectedPage {
  rejected: Rejected[];
  next?: string | null;
  total: number;
}

export interface Reason {
  /** With the values taken out. */
  reason: string;
  count: number;
  /** How many of them are properties of events that were taken. */
  parts: number;
  sources: string[];
  latest: string;
}

export interface Reasons {
  reasons: Reason[];
  total: number;
}

export interface QuarantineFilter {
  source?: string;
  reason?: string;
  part?: 'true' | 'false';
}

export interface Verdict {
  acceptable: boolean;
  problems: string[];
  left_out: string[];
}

export interface Replay {
  running: boolean;
  total: number;
  replayed: number;
  rejected: number;
  error?: string;
}

export interface WebhookState {
  configured: boolean;
  url?: string;
  waiting: number;
  last_success?: string;
  last_error?: { at: string; message: string };
}

export interface KafkaState {
  configured: boolean;
  state: 'off' | 'connecting' | 'running' | 'waiting' | 'failed';
  bootstrap_servers?: string;
  topics?: string[];
  group?: string;
  format?: string;
  properties?: Record<string, string>;
  assigned: string[];
  lag?: number;
  received: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  error?: string;
}

export interface Bounds {
  oldest_days: number | null;
  ahead_minutes: number;
}

export const useRejected = (filter: QuarantineFilter, after: string | undefined) =>
  useQuery({
    queryKey: ['rejected', filter, after],
    queryFn: ({ signal }) =>
      get<RejectedPage>(withQuery('/api/events/rejected', { ...filter, after, limit: 25 }), signal),
  });

export const useReasons = (filter: QuarantineFilter) =>
  useQuery({
    queryKey: ['rejected', 'reasons', filter],
    queryFn: ({ signal }) =>
      get<Reasons>(withQuery('/api/events/rejected/reasons', { ...filter }), signal),
  });

export const useReplay = (watched: boolean) =>
  useQuery({
    queryKey: ['replay'],
    enabled: watched,
    queryFn: ({ signal }) => get<Replay>('/api/events/rejected/replay', signal),
    refetchInterval: (query) => (query.state.data?.running === false ? false : 700),
  });

export const useWebhook = () =>
  useQuery({
    queryKey: ['webhook'],
    queryFn: ({ signal }) => get<WebhookState>('/api/ingest/webhook', signal),
    refetchInterval: 5_000,
  });

export const useKafka = () =>
  useQuery({
    queryKey: ['kafka'],
    queryFn: ({ signal }) => get<KafkaState>('/api/ingest/kafka', signal),
    refetchInterval: 3_000,
  });

export const useBounds = () =>
  useQuery({
    queryKey: ['bounds'],
    queryFn: ({ signal }) => get<Bounds>('/api/ingest/bounds', signal),
  });
