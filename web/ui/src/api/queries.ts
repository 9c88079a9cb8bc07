/** What pages read, cached by react-query under stable keys. */
import { QueryClient, useQuery } from '@tanstack/react-query';
import { call, callText, ProblemError, withQuery } from './client';
import type {
  Experiment,
  ExperimentReport,
  Job,
  Offer,
  Placement,
  PlacementDetail,
} from './marketing';
import type { Erasure, Plan } from './plan';
import type {
  ApiKey,
  Audience,
  Catalog,
  LiveEvent,
  Members,
  Profile,
  SampleProfile,
  Session,
  Status,
  Tag,
} from './types';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      retry: (count, error) =>
        count < 2 && !(error instanceof ProblemError && error.status >= 400 && error.status < 500),
    },
  },
});

export const get = <T>(path: string, signal?: AbortSignal) => call<T>('GET', path, { signal });

export const useSession = () =>
  useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => get<Session>('/api/session', signal),
    staleTime: Infinity,
    retry: false,
  });

export const useStatus = () =>
  useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => get<Status>('/api/status', signal),
    refetchInterval: (query) => (query.state.data?.demo?.loading ? 1_000 : 10_000),
  });

export const useLiveEvents = (limit: number) =>
  useQuery({
    queryKey: ['live', limit],
    queryFn: ({ signal }) =>
      get<{ events: LiveEvent[] }>(withQuery('/api/events/live', { limit }), signal),
    refetchInterval: 4_000,
    select: (data) => data.events,
  });

export const useCatalog = () =>
  useQuery({
    queryKey: ['catalog'],
    queryFn: ({ signal }) => get<Catalog>('/api/catalog', signal),
    staleTime: 60_000,
  });

export const useTags = () =>
  useQuery({
    queryKey: ['tags'],
    queryFn: ({ signal }) => get<{ tags: Tag[] }>('/api/tags', signal),
    select: (data) => data.tags,
    refetchInterval: (query) =>
      query.state.data?.tags.some((tag) => tag.state === 'refreshing') ? 1_500 : false,
  });

export const useAudiences = () =>
  useQuery({
    queryKey: ['audiences'],
    queryFn: ({ signal }) => get<{ audiences: Audience[] }>('/api/audiences', signal),
    select: (data) => data.audiences,
  });

export const useMembers = (key: string | undefined, after: string | undefined, limit: number) =>
  useQuery({
    queryKey: ['members', key, after, limit],
    enabled: key !== undefined,
    queryFn: ({ signal }) =>
      get<Members>(
        withQuery(`/api/audiences/${encodeURIComponent(key ?? '')}/members`, { after, limit }),
        signal,
      ),
  });

export const useProfile = (
  query: { id_type: string; id: string } | { profile_id: string } | null,
) =>
  useQuery({
    queryKey: ['profile', query],
    enabled: query !== null,
    retry: false,
    queryFn: ({ signal }) =>
      get<Profile>(
        query && 'profile_id' in query
          ? `/api/profiles/${encodeURIComponent(query.profile_id)}`
          : withQuery('/api/profiles', query ?? {}),
        signal,
      ),
  });

export const useSampleProfiles = () =>
  useQuery({
    queryKey: ['profile-sample'],
    queryFn: ({ signal }) =>
      get<{ profiles: SampleProfile[] }>('/api/profiles/sample?limit=8', signal),
    select: (data) => data.profiles,
  });

export const useOffers = () =>
  useQuery({
    queryKey: ['offers'],
    queryFn: ({ signal }) => get<{ offers: Offer[] }>('/api/offers', signal),
    select: (data) => data.offers,
  });

export const usePlacements = () =>
  useQuery({
    queryKey: ['placements'],
    queryFn: ({ signal }) => get<{ placements: Placement[] }>('/api/placements', signal),
    select: (data) => data.placements,
  });

export const usePlacement = (key: string) =>
  useQuery({
    queryKey: ['placements', key],
    queryFn: ({ signal }) =>
      get<PlacementDetail>(`/api/placements/${encodeURIComponent(key)}`, signal),
  });

export const useExperiments = () =>
  useQuery({
    queryKey: ['experiments'],
    queryFn: ({ signal }) => get<{ experiments: Experiment[] }>('/api/experiments', signal),
    select: (data) => data.experiments,
  });

export const useExperimentReport = (key: string) =>
  useQuery({
    queryKey: ['experiments', key, 'report'],
    queryFn: ({ signal }) =>
      get<ExperimentReport>(`/api/experiments/${encodeURIComponent(key)}/report`, signal),
  });

export const useJobs = () =>
  useQuery({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => get<{ jobs: Job[] }>('/api/jobs', signal),
    select: (data) => data.jobs,
    refetchInterval: (query) =>
      query.state.data?.jobs.some((job) => job.state === 'queued' || job.state === 'running')
        ? 700
        : false,
  });

export const useKeys = () =>
  useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => get<{ keys: ApiKey[] }>('/api/keys', signal),
    select: (data) => data.keys,
  });

export const usePlan = () =>
  useQuery({
    queryKey: ['plan'],
    queryFn: ({ signal }) => get<Plan>('/api/plan', signal),
  });

export const useErasures = () =>
  useQuery({
    queryKey: ['erasures'],
    queryFn: ({ signal }) => get<{ erasures: Erasure[] }>('/api/erasures', signal),
    select: (data) => data.erasures,
  });

export const useModel = () =>
  useQuery({
    queryKey: ['model'],
    queryFn: ({ signal }) => callText('GET', '/api/catalog/model', { signal }),
  });
