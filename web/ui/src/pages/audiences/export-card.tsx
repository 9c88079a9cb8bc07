import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { startExport, useExports, type ExportJob } from '@/api/insight';
import { queryClient } from '@/api/queries';
import type { Audience } from '@/api/types';
import { Button } from '@/design/button';
import { Loaded } from '@/design/states';
import { Badge, Card } from '@/design/surface';
import { toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { audienceTexts } from './texts';

const tones = {
  queued: 'plain',
  running: 'plain',
  done: 'good',
  failed: 'bad',
  cancelled: 'warn',
} as const;

/** The members as a file, with progress; the files of the last day. */
export function ExportCard({ audience }: { audience: Audience }) {
  const t = useTexts(audienceTexts);
  const exports = useExports(audience.key);
  const start = useMutation({
    mutationFn: (format: 'csv' | 'jsonl') => startExport(audience.key, format),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['exports'] }),
    onError: toastError,
  });
  return (
    <Card
      title={t.exports}
      flush
      actions={
        <>
          {(['csv', 'jsonl'] as const).map((format) => (
            <Button
              key={format}
              small
              busy={start.isPending && start.variables === format}
              onClick={() => start.mutate(format)}
            >
              <Download aria-hidden />
              {format.toUpperCase()}
            </Button>
          ))}
        </>
      }
    >
      <Loaded query={exports}>
        {(list) =>
          list.length === 0 ? (
            <p className="muted" style={{ padding: '0 18px 12px' }}>
              {t.exportsNone}
            </p>
          ) : (
            <table className="table" aria-label={t.exports}>
              <tbody>
                {list.map((job) => (
                  <ExportRow key={job.id} job={job} />
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Card>
  );
}

function ExportRow({ job }: { job: ExportJob }) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const active = job.state === 'queued' || job.state === 'running';
  return (
    <tr>
      <td>
        <span className="name">{job.format.toUpperCase()}</span>
        <div className="small muted">
          {f.ago(job.created_at)} · {job.created_by}
        </div>
      </td>
      <td>
        <Badge tone={tones[job.state]} dot={active}>
          {t.exportStates[job.state]}
        </Badge>
        {active && (
          <div
            className="progress"
            role="progressbar"
            aria-label={t.exports}
            aria-valuenow={Math.round((100 * job.done) / Math.max(1, job.total))}
            style={{ marginTop: 6 }}
          >
            <div style={{ width: `${(100 * job.done) / Math.max(1, job.total)}%` }} />
          </div>
        )}
        {job.error && <div className="small condition-problem">{job.error}</div>}
      </td>
      <td className="right">
        {f.exact(job.done)} / {f.exact(job.total)}
      </td>
      <td className="right">
        {job.state === 'done' && job.format !== 'webhook' && (
          <a href={`/api/exports/${encodeURIComponent(job.id)}/file`} download>
            {t.fetchFile}
          </a>
        )}
      </td>
    </tr>
  );
}
