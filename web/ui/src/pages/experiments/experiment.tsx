import { useMutation } from '@tanstack/react-query';
import { FlaskConical, Play, Square } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'wouter';
import { call } from '@/api/client';
import type { Experiment, ExperimentReport } from '@/api/marketing';
import { queryClient, useExperimentReport } from '@/api/queries';
import { Button } from '@/design/button';
import { CodeBlock } from '@/design/code-block';
import { FormDialog } from '@/design/dialog';
import { Empty, Loaded, Skeleton } from '@/design/states';
import { Card, Disclosure, PageHead } from '@/design/surface';
import { toast, toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { Differences } from './differences';
import { ExperimentState } from './experiments';
import { ExposedByDay } from './exposed-by-day';
import { SplitHealth } from './split-health';
import { experimentTexts } from './texts';
import { VariantTable } from './variant-table';

export default function ExperimentPage() {
  const key = useParams<{ key: string }>().key;
  const report = useExperimentReport(key);
  return (
    <Loaded query={report} skeleton={<Skeleton height={480} />}>
      {(found) => <Report report={found} />}
    </Loaded>
  );
}

function Report({ report }: { report: ExperimentReport }) {
  const t = useTexts(experimentTexts);
  const f = useFormat();
  const { experiment } = report;
  const sql = Array.isArray(report.sql) ? report.sql.join('\n\n') : report.sql;
  const exposed = report.variants.reduce((sum, v) => sum + v.exposed, 0);
  return (
    <>
      <PageHead
        title={experiment.name}
        back={{ to: '/experiments', label: t.title }}
        badge={<ExperimentState state={experiment.state} />}
        lead={[
          experiment.started_at && `${t.started} ${f.dateTime(experiment.started_at)}`,
          experiment.stopped_at && `${t.stopped} ${f.dateTime(experiment.stopped_at)}`,
          experiment.placement && `${t.placement} ${experiment.placement}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        <Lifecycle experiment={experiment} />
      </PageHead>
      {exposed === 0 ? (
        <Card>
          <Empty icon={FlaskConical} title={t.notStarted}>
            {t.notStartedWhat}
          </Empty>
        </Card>
      ) : (
        <div className="stack loose">
          <SplitHealth report={report} />
          <VariantTable report={report} />
          <Differences report={report} />
          <ExposedByDay report={report} />
        </div>
      )}
      {sql && (
        <div style={{ marginTop: 18 }}>
          <Disclosure title={t.sql}>
            <CodeBlock code={sql} label={t.sql} />
          </Disclosure>
        </div>
      )}
    </>
  );
}

function Lifecycle({ experiment }: { experiment: Experiment }) {
  const t = useTexts(experimentTexts);
  const [stopping, setStopping] = useState(false);
  const change = useMutation({
    mutationFn: (action: 'start' | 'stop') =>
      call<unknown>('POST', `/api/experiments/${encodeURIComponent(experiment.key)}/${action}`),
    onSuccess: (_, action) => {
      void queryClient.invalidateQueries({ queryKey: ['experiments'] });
      setStopping(false);
      toast(action === 'start' ? t.startedToast(experiment.name) : t.stoppedToast(experiment.name));
    },
    onError: toastError,
  });
  if (experiment.state === 'draft') {
    return (
      <Button look="primary" busy={change.isPending} onClick={() => change.mutate('start')}>
        <Play aria-hidden />
        {t.start}
      </Button>
    );
  }
  if (experiment.state === 'stopped') return null;
  return (
    <>
      <Button onClick={() => setStopping(true)}>
        <Square aria-hidden />
        {t.stop}
      </Button>
      {stopping && (
        <FormDialog
          title={t.stopTitle}
          submit={t.stop}
          danger
          busy={change.isPending}
          onSubmit={() => change.mutate('stop')}
          onClose={() => setStopping(false)}
        >
          <p>{t.stopWhat}</p>
        </FormDialog>
      )}
    </>
  );
}
