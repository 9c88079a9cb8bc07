import { useMutation } from '@tanstack/react-query';
import { FileStack, X } from 'lucide-react';
import { call } from '@/api/client';
import type { Job } from '@/api/marketing';
import { queryClient, useJobs } from '@/api/queries';
import { Button, IconButton } from '@/design/button';
import { Empty, Loaded } from '@/design/states';
import { Badge, Card, type Tone } from '@/design/surface';
import { toast, toastError } from '@/design/toasts';
import { bytes } from '@/format/numbers';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { importTexts } from './texts';

const tones: Record<Job['state'], Tone> = {
  queued: 'plain',
  running: 'warn',
  done: 'good',
  failed: 'bad',
  cancelled: 'plain',
};

export function JobList() {
  const t = useTexts(importTexts);
  const jobs = useJobs();
  return (
    <Card title={t.jobs} flush>
      <Loaded query={jobs}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon={FileStack} title={t.noJobs}>
              {t.noJobsWhat}
            </Empty>
          ) : (
            <table className="table" aria-label={t.jobs}>
              <thead>
                <tr>
                  <th>{t.file}</th>
                  <th>{t.progress}</th>
                  <th className="right">{t.read}</th>
                  <th className="right">{t.written}</th>
                  <th className="right">{t.rejected}</th>
                  <th>{t.finished}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {list.map((job) => (
                  <JobRow key={job.id} job={job} />
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Card>
  );
}

function JobRow({ job }: { job: Job }) {
  const t = useTexts(importTexts);
  const f = useFormat();
  const { progress } = job;
  const active = job.state === 'queued' || job.state === 'running';
  const share = shareOf(job);
  const cancel = useMutation({
    mutationFn: () => call<void>('DELETE', `/api/jobs/${encodeURIComponent(job.id)}`),
    onSuccess: () => {
      toast(t.cancelled);
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
    },
    onError: toastError,
  });
  const again = useMutation({
    mutationFn: () => call<{ job: Job }>('POST', `/api/jobs/${encodeURIComponent(job.id)}/run`),
    onSuccess: () => {
      toast(t.started(job.name));
      void queryClient.invalidateQueries({ queryKey: ['jobs'] });
    },
    onError: toastError,
  });
  const kinds: Record<string, string> = t.kinds;
  return (
    <tr>
      <td>
        <span className="name">{job.name}</span>
        <div className="small muted">
          {kinds[job.kind] ?? job.kind}
          {job.dry_run && ` · ${t.dry}`}
        </div>
      </td>
      <td style={{ minWidth: 190 }}>
        <div className="row">
          <Badge tone={tones[job.state]} dot={active}>
            {t.states[job.state]}
          </Badge>
          {active && share !== undefined && (
            <span className="small muted num">
              {!progress.rows_total && job.state === 'running' && `${t.checking} `}
              {f.percent(share, 0)}
            </span>
          )}
          {active && share === undefined && progress.bytes_read !== undefined && (
            <span className="small muted num">{bytes(progress.bytes_read)}</span>
          )}
        </div>
        {active && (
          <div
            className="progress"
            role="progressbar"
            aria-label={`${job.name}: ${t.progress}`}
            aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
            style={{ marginTop: 6 }}
          >
            <div style={{ width: `${(share ?? 0) * 100}%` }} />
          </div>
        )}
        {job.error && <div className="small condition-problem">{job.error}</div>}
      </td>
      <td className="right">{f.exact(progress.rows_read)}</td>
      <td className="right">{f.exact(progress.rows_written)}</td>
      <td className="right">
        {progress.rows_rejected > 0 ? (
          <a
            href={`/api/jobs/${encodeURIComponent(job.id)}/rejected`}
            download
            title={t.downloadRejected}
          >
            {f.exact(progress.rows_rejected)}
          </a>
        ) : (
          0
        )}
      </td>
      <td className="small muted">
        {(job.finished_at ?? job.created_at) && f.ago((job.finished_at ?? job.created_at)!)}
      </td>
      <td className="right">
        {active && (
          <IconButton label={t.cancel} busy={cancel.isPending} onClick={() => cancel.mutate()}>
            <X />
          </IconButton>
        )}
        {job.can_run && (
          <Button small busy={again.isPending} onClick={() => again.mutate()}>
            {job.dry_run && job.state === 'done' ? t.runForReal : t.tryAgain}
          </Button>
        )}
      </td>
    </tr>
  );
}

function shareOf({ progress }: Job): number | undefined {
  if (progress.bytes_total) return Math.min(1, (progress.bytes_read ?? 0) / progress.bytes_total);
  if (progress.rows_total) return Math.min(1, progress.rows_read / progress.rows_total);
  return undefined;
}
