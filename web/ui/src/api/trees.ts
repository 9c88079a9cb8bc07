/** What metrics are made of. */
import { useQuery } from '@tanstack/react-query';
import { call, withQuery } from './client';
import { get, queryClient } from './queries';
import type { Names } from './types';

export type Relation = 'sum' | 'product' | 'quotient' | 'influence';

export interface TreeNode {
  metric: string;
  label?: string;
  relation?: Relation;
  children?: TreeNode[];
}

export interface MetricTree {
  key: string;
  name: string;
  root: TreeNode;
}

export interface NodeFigures {
  metric: string;
  label?: string;
  names?: Names;
  format?: string;
  a?: number;
  b?: number;
  contribution?: number;
  unexplained?: number;
  relation?: Relation;
  children?: NodeFigures[];
}

const all = '/api/metric-trees';
const path = (key: string) => `${all}/${encodeURIComponent(key)}`;

export const useTrees = () =>
  useQuery({
    queryKey: ['metric-trees'],
    queryFn: ({ signal }) => get<{ trees: MetricTree[] }>(all, signal),
    select: (data) => data.trees,
  });

export const useTreeFigures = (key: string, last: string) =>
  useQuery({
    queryKey: ['metric-trees', key, 'figures', last],
    queryFn: ({ signal }) =>
      get<{ root: NodeFigures }>(withQuery(`${path(key)}/figures`, { last }), signal),
    select: (data) => data.root,
  });

const renew = () => queryClient.invalidateQueries({ queryKey: ['metric-trees'] });

export async function createTree(tree: MetricTree) {
  await call<MetricTree>('POST', all, { json: tree });
  await renew();
}

export async function deleteTree(key: string) {
  await call<void>('DELETE', path(key));
  await renew();
}
