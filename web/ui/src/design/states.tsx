/** What a page shows while it waits, when there is nothing, and when something failed. */
import { CircleAlert, CircleCheck, Info, type LucideIcon } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { ProblemError } from '@/api/client';
import { useTexts } from '@/i18n/texts';
import { Button, classes } from './button';
import { designTexts } from './texts';

export const Skeleton = ({ height, width }: { height: number; width?: CSSProperties['width'] }) => (
  <div className="skeleton" style={{ height, width }} aria-hidden />
);

export function SkeletonRows({ rows = 5 }: { rows?: number }) {
  const t = useTexts(designTexts);
  return (
    <div
      className="stack loose"
      role="status"
      aria-label={t.loading}
      style={{ padding: '12px 18px' }}
    >
      {Array.from({ length: rows }, (_, i) => (
        <div key={i} className="row loose">
          <Skeleton height={14} width={`${22 + ((i * 7) % 15)}%`} />
          <Skeleton height={14} width={`${40 - ((i * 5) % 18)}%`} />
        </div>
      ))}
    </div>
  );
}

interface EmptyProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

export const Empty = ({ icon: Icon, title, children, actions }: EmptyProps) => (
  <div className="empty">
    <Icon aria-hidden />
    <h2>{title}</h2>
    {children && <p>{children}</p>}
    {actions && <div className="actions">{actions}</div>}
  </div>
);

const noticeIcons = { bad: CircleAlert, warn: CircleAlert, good: CircleCheck, plain: Info };

export function Notice(props: { tone?: keyof typeof noticeIcons; children: ReactNode }) {
  const tone = props.tone ?? 'plain';
  const Icon = noticeIcons[tone];
  return (
    <div className={classes('notice', tone)} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon aria-hidden />
      <div className="grow">{props.children}</div>
    </div>
  );
}

/** A failure in the server's own words, with every problem it listed. */
export function ErrorNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useTexts(designTexts);
  const problems = error instanceof ProblemError ? error.problems : [];
  return (
    <Notice tone="bad">
      <div>{useErrorWords()(error)}</div>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem, i) => (
            <li key={i}>
              {problem.pointer && problem.pointer !== '/' && <code>{problem.pointer}</code>}{' '}
              {problem.message}
            </li>
          ))}
        </ul>
      )}
      {retry && (
        <Button small onClick={retry} style={{ marginTop: 8 }}>
          {t.retry}
        </Button>
      )}
    </Notice>
  );
}

export function useErrorWords() {
  const t = useTexts(designTexts);
  return (error: unknown) =>
    error instanceof ProblemError && error.status === 0
      ? t.unreachable
      : error instanceof Error
        ? error.message
        : String(error);
}

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Skeleton, failure or content of one query. */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) {
    return (
      <div style={{ padding: 16 }}>
        <ErrorNotice error={query.error} retry={() => void query.refetch()} />
      </div>
    );
  }
  return skeleton ?? <SkeletonRows />;
}
