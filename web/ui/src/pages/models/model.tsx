import { useMutation } from '@tanstack/react-query';
import { BrainCircuit, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { call } from '@/api/client';
import {
  isBusy,
  modelPath,
  useModelReport,
  useTrainedModel,
  type Model,
  type ModelReport,
} from '@/api/models';
import { queryClient } from '@/api/queries';
import { Button } from '@/design/button';
import { FormDialog } from '@/design/dialog';
import { Select } from '@/design/inputs';
import { Empty, Loaded, Notice } from '@/design/states';
import { Card, PageHead, Stat } from '@/design/surface';
import { toast, toastError } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { useVocabulary } from '@/rule/vocabulary';
import { Calibration, LiftBars, RocCurve } from './curves';
import { ExplainProfile } from './explain-profile';
import { Importance, LeftOut } from './importance';
import { StateBadge } from './models';
import { modelTexts } from './texts';
import { TrainingProgress } from './training-progress';

/** One model: its training, its report, and why a customer has a score. */
export default function ModelPage() {
  const key = useParams<{ key: string }>().key;
  return (
    <Loaded query={useTrainedModel(key)}>
      {(model) => <Shown key={model.key} model={model} />}
    </Loaded>
  );
}

function Shown({ model }: { model: Model }) {
  const t = useTexts(modelTexts);
  const [chosen, setChosen] = useState<number>();
  const newest = model.trained?.version;
  // A training that was just finished is what its caller wants to see.
  useEffect(() => setChosen(undefined), [newest]);
  const version = chosen ?? newest;
  const report = useModelReport(model.key, version);
  return (
    <>
      <PageHead
        title={model.name}
        lead={<Lead model={model} />}
        back={{ to: '/models', label: t.title }}
        badge={<StateBadge model={model} />}
      >
        <Actions model={model} />
      </PageHead>
      <div className="stack loose">
        {isBusy(model) && (
          <Card>
            <TrainingProgress model={model} />
          </Card>
        )}
        {model.error && <Notice tone="bad">{t.failed(model.error)}</Notice>}
        {version === undefined ? (
          !isBusy(model) && (
            <Card>
              <Empty icon={BrainCircuit} title={t.notTrained}>
                {t.notTrainedWhat}
              </Empty>
            </Card>
          )
        ) : (
          <Loaded query={report}>
            {(loaded) => (
              <Report
                report={loaded}
                outdated={loaded.training.definition !== model.version}
                onVersion={setChosen}
              />
            )}
          </Loaded>
        )}
        {model.trained && <ExplainProfile model={model.key} />}
      </div>
    </>
  );
}

function Lead({ model }: { model: Model }) {
  const t = useTexts(modelTexts);
  const { vocabulary } = useVocabulary();
  const label = model.definition.label as { audience?: string };
  return (
    <>
      {t.kinds[model.kind]}
      {label.audience && (
        <>
          {' · '}
          <Link href={`/audiences/${label.audience}`}>{vocabulary.audience(label.audience)}</Link>
        </>
      )}
    </>
  );
}

function Actions({ model }: { model: Model }) {
  const t = useTexts(modelTexts);
  const [, navigate] = useLocation();
  const [deleting, setDeleting] = useState(false);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: ['models'] });
  const train = useMutation({
    mutationFn: () => call<Model>('POST', `${modelPath(model.key)}/train`),
    onSuccess: () => {
      refresh();
      toast(t.trainingStarted);
    },
    onError: toastError,
  });
  const remove = useMutation({
    mutationFn: () => call<void>('DELETE', modelPath(model.key)),
    onSuccess: () => {
      navigate('/models');
      refresh();
      toast(t.deleted(model.name));
    },
  });
  return (
    <>
      <Button onClick={() => setDeleting(true)}>{t.delete}</Button>
      <Button
        look="primary"
        disabled={isBusy(model)}
        busy={train.isPending}
        onClick={() => train.mutate()}
      >
        <Play aria-hidden />
        {model.trained ? t.train : t.trainFirst}
      </Button>
      {deleting && (
        <FormDialog
          title={t.deleteTitle(model.name)}
          submit={t.delete}
          danger
          busy={remove.isPending}
          error={remove.error}
          onSubmit={() => remove.mutate()}
          onClose={() => setDeleting(false)}
        >
          <p>{t.deleteWhat}</p>
        </FormDialog>
      )}
    </>
  );
}

interface ReportProps {
  report: ModelReport;
  outdated: boolean;
  onVersion: (version: number) => void;
}

function Report({ report, outdated, onVersion }: ReportProps) {
  const t = useTexts(modelTexts);
  const f = useFormat();
  const best = report.lift[0];
  return (
    <>
      {outdated && <Notice tone="warn">{t.changedSince}</Notice>}
      <div className="stats">
        <Stat
          label={t.auc}
          value={f.exact(report.auc.value, 3)}
          note={t.aucNote(f.exact(report.auc.low, 3), f.exact(report.auc.high, 3))}
        />
        {best && (
          <Stat
            label={t.topDecile}
            value={t.times(f.exact(best.lift))}
            note={t.topDecileNote(f.percent(best.rate))}
          />
        )}
        <Stat
          label={t.baseRate}
          value={f.percent(report.base_rate)}
          note={`${f.exact(report.training.positives)} / ${f.exact(report.training.population)}`}
        />
        <Stat
          label={t.heldOut}
          value={f.exact(report.held_out)}
          note={t.heldOutNote(f.exact(report.held_out_positives))}
        />
        <Stat
          label={t.trainedAt}
          value={f.ago(report.training.trained_at)}
          note={
            report.versions.length > 1 && (
              <Select
                aria-label={t.versions}
                value={String(report.training.version)}
                options={report.versions.map((each) => ({
                  value: String(each.version),
                  label: `${t.version(each.version)} · ${t.auc} ${f.exact(each.auc, 3)}`,
                }))}
                onChange={(value) => onVersion(Number(value))}
              />
            )
          }
        />
      </div>
      <div className="grid-2">
        <RocCurve report={report} />
        <LiftBars report={report} />
        <Calibration report={report} />
        <Importance report={report} />
      </div>
      <LeftOut report={report} />
    </>
  );
}
