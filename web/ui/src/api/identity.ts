/** What the server says about OneID: the ledger of merges and the rules they follow. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { withQuery } from './client';
import { get, queryClient } from './queries';

export type LedgerKind = 'merge' | 'refused' | 'blocked' | 'guarded' | 'unmerge';

export interface LedgerEntry {
  id: string;
  at: string;
  kind: LedgerKind;
  loser: string;
  winner: string;
  /** In words. */
  cause: string;
  identifiers: { type: string; value: string }[];
  /** The merge was taken back. */
  undone: boolean;
}

export interface LedgerPage {
  ledger: LedgerEntry[];
  next?: string | null;
}

export type BlockedPattern = 'zeros' | 'repeated';

export interface IdentityRules {
  types: { type: string; priority: number; limit: number }[];
  default_limit: number;
  blocked: string[];
  /** Kinds of values that name nobody: zeros alone, one character again and again. */
  patterns: BlockedPattern[];
  max_profiles: number;
}

export interface Unmerged {
  kept: string;
  restored: string;
  merge_id: string;
}

export interface ReplayReport {
  identical: boolean;
  events: number;
  profiles: number;
  merges: number;
  differences: string[];
}

export const useLedger = (query: { profile_id?: string; kind?: LedgerKind; limit: number }) =>
  useInfiniteQuery({
    queryKey: ['ledger', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      get<LedgerPage>(withQuery('/api/identity/ledger', { ...query, after: pageParam }), signal),
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const useIdentityRules = () =>
  useQuery({
    queryKey: ['identity-rules'],
    queryFn: ({ signal }) => get<IdentityRules>('/api/identity/rules', signal),
  });

/** After an unmerge everything that counts people may be different. */
export function refreshIdentities() {
  for (const key of ['ledger', 'profile', 'profile-sample', 'audiences', 'tags', 'status']) {
    void queryClient.invalidateQueries({ queryKey: [key] });
  }
}
