/** Metric questions, dashboards, goals, alerts, and the cockpit that shows them together. */
import { useQuery } from '@tanstack/react-query';
import { call, withQuery } from './client';
import type { ExperimentReport } from './marketing';
import { get, queryClient } from './queries';
import type { Cell, Names } from './types';

export interface Range {
  from?: string;
  to?: string;
  last?: string;
}

export interface AnswerColumn {
  name: string;
  type: string;
  role?: string;
  label?: Names | string;
  metric?: string;
  format?: string;
}

/** What metric questions, analyses and SQL have in common. */
export interface Answer {
  columns: AnswerColumn[];
  rows: Cell[][];
  row_count: number;
  truncated: boolean;
  elapsed_ms: number;
  executed_sql: string;
  from_cache?: boolean;
  as_of?: string;
  range?: { from: string; to: string };
  notes?: string[];
}

export type CardKind = 'metrics' | 'analysis' | 'sql';
export const chartKinds = [
  'auto',
  'number',
  'line',
  'area',
  'bar',
  'stacked',
  'pie',
  'funnel',
  'heatmap',
  'sankey',
  'table',
] as const;
export type ChartKind = (typeof chartKinds)[number];

export interface NewCard {
  title: string;
  kind: CardKind;
  model?: string;
  request: Record<string, unknown>;
  chart: ChartKind;
}

export interface DashboardCard extends NewCard {
  id: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Dashboard {
  key: string;
  name: string;
  description: string;
  range?: Range;
  audience?: string;
  cards: DashboardCard[];
  version: number;
  updated_at: string;
  updated_by: string;
}

const dashboards = '/api/dashboards';
const dashboardPath = (key: string) => `${dashboards}/${encodeURIComponent(key)}`;

export const useDashboards = () =>
  useQuery({
    queryKey: ['dashboards'],
    queryFn: ({ signal }) => get<{ dashboards: Dashboard[] }>(dashboards, signal),
    select: (data) => data.dashboards,
  });

export const useDashboard = (key: string) =>
  useQuery({
    queryKey: ['dashboards', key],
    queryFn: ({ signal }) => get<Dashboard>(dashboardPath(key), signal),
  });

const renewDashboards = () => queryClient.invalidateQueries({ queryKey: ['dashboards'] });

export async function createDashboard(key: string, name: string): Promise<Dashboard> {
  const made = await call<Dashboard>('POST', dashboards, {
    json: { key, name, range: { last: '30d' }, cards: [] },
  });
  await renewDashboards();
  return made;
}

export async function saveDashboard(dashboard: Dashboard): Promise<Dashboard> {
  const { key, name, description, range, audience, cards } = dashboard;
  const saved = await call<Dashboard>('PUT', dashboardPath(key), {
    json: { name, description, range, audience, cards },
  });
  await renewDashboards();
  return saved;
}

export async function deleteDashboard(key: string) {
  await call<void>('DELETE', dashboardPath(key));
  await renewDashboards();
}

/** Puts a question on a dashboard, below what is there. */
export async function addCard(key: string, card: NewCard): Promise<Dashboard> {
  const saved = await call<Dashboard>('POST', `${dashboardPath(key)}/cards`, { json: card });
  await renewDashboards();
  return saved;
}

/** A card's question under the period and the audience of its dashboard. */
export function cardCall(card: NewCard, range?: Range, audience?: string) {
  const request = { ...card.request };
  switch (card.kind) {
    case 'metrics': {
      const filters = Array.isArray(request.filters) ? request.filters : [];
      return {
        path: '/api/metrics/query',
        body: {
          ...request,
          ...(range ? { range } : {}),
          ...(audience ? { filters: [...filters, { audience }] } : {}),
        },
      };
    }
    case 'analysis': {
      const own = request.filter;
      const inside = { audience };
      return {
        path: `/api/analyses/${encodeURIComponent(card.model ?? '')}`,
        body: {
          ...request,
          ...(range ? { range } : {}),
          ...(audience ? { filter: own ? { and: [own, inside] } : inside } : {}),
        },
      };
    }
    case 'sql':
      return { path: '/api/sql', body: request };
  }
}

export const useCardAnswer = (card: NewCard, range?: Range, audience?: string) => {
  const { path, body } = cardCall(card, range, audience);
  return useQuery({
    queryKey: ['card', path, body],
    queryFn: ({ signal }) => call<Answer>('POST', path, { json: body, signal }),
  });
};

export type GoalStatus = 'upcoming' | 'on_track' | 'at_risk' | 'behind' | 'reached' | 'missed';

export interface Goal {
  key: string;
  name: string;
  metric: string;
  target: number;
  direction: 'at_least' | 'at_most';
  period: { from: string; to: string };
  progress?: {
    value: number;
    done: number;
    elapsed: number;
    expected: number;
    projected?: number;
    status: GoalStatus;
  };
  problem?: string;
}

export type NewGoal = Pick<Goal, 'key' | 'name' | 'metric' | 'target' | 'direction' | 'period'>;

const renewGoals = () => queryClient.invalidateQueries({ queryKey: ['cockpit'] });

export async function createGoal(goal: NewGoal) {
  await call<Goal>('POST', '/api/goals', { json: goal });
  await renewGoals();
}

export async function deleteGoal(key: string) {
  await call<void>('DELETE', `/api/goals/${encodeURIComponent(key)}`);
  await renewGoals();
}

export interface Vital {
  key: string;
  names: Names;
  about: Names;
  part: number;
  whole: number;
  rate?: number;
  before?: number;
}

/** A part that cannot be told says why instead. */
export type Section<T> = T | { problem: string };

export interface Cockpit {
  range: { from: string; to: string };
  goals: Section<Goal[]>;
  health: Section<Vital[]>;
  placements: Section<Answer>;
  funnel: Section<Answer>;
  experiments: Section<ExperimentReport[]>;
  decision_tables: Section<{ key: string; name: string; rows: number[]; otherwise: number }[]>;
  about: Record<'goals' | 'placements' | 'funnel' | 'strategies', Names>;
}

export const useCockpit = (last: string) =>
  useQuery({
    queryKey: ['cockpit', last],
    queryFn: ({ signal }) => get<Cockpit>(withQuery('/api/cockpit', { last }), signal),
    placeholderData: (before) => before,
  });

export interface Alert {
  key: string;
  name: string;
  metric: string;
  grain: 'hour' | 'day';
  enabled: boolean;
  condition: {
    threshold?: { above?: number; below?: number };
    anomaly?: { sensitivity?: number; side?: 'both' | 'above' | 'below' };
  };
  webhook?: { url: string; secret?: string };
  last?: Firing;
}

export type NewAlert = Omit<Alert, 'last'>;

export interface Firing {
  id: string;
  alert: string;
  at: string;
  name: string;
  metric: string;
  start: string;
  value: number;
  expected?: number;
  low?: number;
  high?: number;
  score?: number;
  delivery: 'none' | 'pending' | 'delivered' | 'failed';
  problem?: string;
}

export interface Watched {
  start: string;
  value?: number;
  expected?: number;
  low?: number;
  high?: number;
  score?: number;
  fires: boolean;
}

const alerts = '/api/alerts';

export const useAlerts = () =>
  useQuery({
    queryKey: ['alerts'],
    queryFn: ({ signal }) => get<{ alerts: Alert[] }>(alerts, signal),
    select: (data) => data.alerts,
  });

export const useFirings = () =>
  useQuery({
    queryKey: ['alerts', 'firings'],
    queryFn: ({ signal }) => get<{ firings: Firing[] }>(`${alerts}/firings?limit=50`, signal),
    select: (data) => data.firings,
    refetchInterval: 30_000,
  });

export const useAlertPreview = (alert: Omit<NewAlert, 'key'> | undefined) =>
  useQuery({
    queryKey: ['alert-preview', alert],
    enabled: alert !== undefined,
    retry: false,
    queryFn: ({ signal }) =>
      call<{ points: Watched[] }>(
        'POST',
        `${alerts}/preview?last=${alert?.grain === 'hour' ? '7d' : '30d'}`,
        { json: alert, signal },
      ),
    select: (data) => data.points,
  });

const renewAlerts = () => queryClient.invalidateQueries({ queryKey: ['alerts'] });

export async function createAlert(alert: NewAlert) {
  await call<Alert>('POST', alerts, { json: alert });
  await renewAlerts();
}

export async function enableAlert(alert: Alert, enabled: boolean) {
  const { key, last, ...rest } = alert;
  void last;
  await call<Alert>('PUT', `${alerts}/${encodeURIComponent(key)}`, { json: { ...rest, enabled } });
  await renewAlerts();
}

export async function deleteAlert(key: string) {
  await call<void>('DELETE', `${alerts}/${encodeURIComponent(key)}`);
  await renewAlerts();
}

export async function checkAlert(key: string) {
  const seen = await call<{ points: Watched[] }>(
    'POST',
    `${alerts}/${encodeURIComponent(key)}/check`,
  );
  await renewAlerts();
  return seen.points[0];
}
