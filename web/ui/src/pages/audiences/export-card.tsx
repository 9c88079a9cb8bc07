import { useMutation } from '@tanstack/react-query';
import { Download, Send } from 'lucide-react';
import { useState } from 'react';
import {
  cancelExport,
  exportFiles,
  startExport,
  useExports,
  type ExportFile,
  type ExportJob,
} from '@/api/insight';
import { queryClient } from '@/api/queries';
import type { Audience } from '@/api/types';
import { Button } from '@/design/button';
import { Loaded } from '@/design/states';
import { Badge, Card } from '@/design/surface';
import { toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { audienceTexts } from './texts';
import { WebhookExport } from './webhook-export';

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
  const [delivering, setDelivering] = useState(false);
  const start = useMutation({
    mutationFn: (format: ExportFile) => startExport(audience.key, { format }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['exports'] }),
    onError: toastError,
  });
  return (
    <Card
      title={t.exports}
      flush
      actions={
        <>
          {exportFiles.map((format) => (
            <Button
              key={format}
              small
              busy={start.isPending && start.variables === format}
              onClick={() => start.mutate(format)}
            >
              <Download aria-hidden />
              {t.exportFormats[format]}
            </Button>
          ))}
          <Button small onClick={() => setDelivering(true)}>
            <Send aria-hidden />
            {t.exportFormats.webhook}
          </Button>
          {delivering && (
            <WebhookExport audience={audience.key} onClose={() => setDelivering(false)} />
          )}
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
                  <ExportRow key={job.id} job={job} onAgain={(format) => start.mutate(format)} />
                ))}
              </tbody>
            </table>
          )
        }
      </Loaded>
    </Card>
  );
}

interface ExportRowProps {
  job: ExportJob;
  onAgain: (format: ExportFile) => void;
}

function ExportRow({ job, onAgain }: ExportRowProps) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const active = job.state === 'queued' || job.state === 'running';
  const file = exportFiles.find((format) => format === job.format);
  const cancel = useMutation({
    mutationFn: () => cancelExport(job.id),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['exports'] }),
    onError: toastError,
  });
  return (
    <tr>
      <td>
        <span className="name">{t.exportFormats[job.format]}</span>
        <div className="small muted">
          {f.ago(job.created_at)} · {job.created_by}
          {!job.personal && ` · ${t.exportMasked}`}
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
        {active && (
          <Button small look="ghost" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            {t.exportCancel}
          </Button>
        )}
        {(job.state === 'failed' || job.state === 'cancelled') && file && (
          <Button small onClick={() => onAgain(file)}>
            {t.exportAgain}
          </Button>
        )}
      </td>
    </tr>
  );
}
