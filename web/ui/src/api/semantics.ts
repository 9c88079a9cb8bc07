/** The semantic model as a document with versions. */
import { useQuery } from '@tanstack/react-query';
import { call } from './client';

export interface PlacedProblem {
  pointer: string;
  message: string;
  line: number;
  column: number;
}

export interface ModelVersion {
  version: number;
  saved_at: string;
  saved_by: string;
  comment: string;
}

export interface DiffLine {
  change: 'same' | 'removed' | 'added';
  text: string;
}

export type Cardinality = 'many_to_one' | 'one_to_one' | 'one_to_many' | 'many_to_many';

export interface Join {
  table: string;
  column: string;
  to_table: string;
  to_column?: string;
  identifier?: string;
  cardinality: Cardinality;
  origin: 'declared' | 'built_in' | 'confirmed' | 'proposed';
}

/** Everything wrong with a text that is not saved yet. */
export const useModelCheck = (yaml: string, enabled: boolean) =>
  useQuery({
    queryKey: ['model', 'check', yaml],
    enabled,
    queryFn: ({ signal }) =>
      call<{ problems: PlacedProblem[] }>('POST', '/api/catalog/model/check', {
        body: yaml,
        contentType: 'application/yaml',
        signal,
      }),
    select: (data) => data.problems,
    placeholderData: (last) => last,
  });

export const useModelVersions = () =>
  useQuery({
    queryKey: ['model', 'versions'],
    queryFn: ({ signal }) =>
      call<{ versions: ModelVersion[] }>('GET', '/api/catalog/model/versions', { signal }),
    select: (data) => data.versions,
  });

export const useModelDiff = (from: number, to: number) =>
  useQuery({
    queryKey: ['model', 'diff', from, to],
    queryFn: ({ signal }) =>
      call<{ lines: DiffLine[] }>('GET', `/api/catalog/model/diff?from=${from}&to=${to}`, {
        signal,
      }),
    select: (data) => data.lines,
  });

export const saveModel = (yaml: string, comment: string) =>
  call<{ version: number }>(
    'PUT',
    `/api/catalog/model?comment=${encodeURIComponent(comment.trim())}`,
    { body: yaml, contentType: 'application/yaml' },
  );

export const restoreModel = (version: number) =>
  call<{ version: number }>('POST', `/api/catalog/model/versions/${version}/restore`);
