import { CircleDashed } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useParams } from 'wouter';
import { useLabels, type Cells } from '@/analysis/labels';
import { seriesNames } from '@/analysis/series-names';
import { problemsElsewhere } from '@/analysis/request';
import { isModelKey, specs, type ModelSpec } from '@/analysis/spec';
import { ProblemError } from '@/api/client';
import { useCatalog } from '@/api/queries';
import { Empty, ErrorNotice, Notice, Skeleton } from '@/design/states';
import { Card, PageHead } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { NotFound } from '@/shell/broken';
import { useVocabulary, type Vocabulary } from '@/rule/vocabulary';
import { NoEvents } from './analyses';
import { AnswerTable } from './answer-table';
import { Figure } from './figure';
import { MembersPanel, type DrillDown } from './members-panel';
import { Question, shownPointers } from './question';
import { RunStatus } from './run-status';
import { SaveToDashboard } from './save-to-dashboard';
import { analysisTexts } from './texts';
import { TimeBar } from './time-bar';
import { useDraft } from './use-draft';
import { useRun } from './use-run';

/** A question of one model and its answer. */
export default function Analysis() {
  const t = useTexts(analysisTexts);
  const { model = '' } = useParams<{ model: string }>();
  const offered = useCatalog().data?.analyses;
  const { vocabulary, ready, error } = useVocabulary();
  if (!isModelKey(model)) return <NotFound />;
  const back = { to: '/analyses', label: t.title };
  if (error !== null || !ready || !offered?.includes(model)) {
    return (
      <>
        <PageHead title={t.model[model]} lead={t.what[model]} back={back} />
        {error !== null ? (
          <ErrorNotice error={error} />
        ) : ready ? (
          <Notice tone="warn">{t.notOffered}</Notice>
        ) : (
          <Skeleton height={420} />
        )}
      </>
    );
  }
  if (vocabulary.events.length === 0) {
    return (
      <>
        <PageHead title={t.model[model]} lead={t.what[model]} back={back} />
        <Card>
          <NoEvents />
        </Card>
      </>
    );
  }
  return <Asked key={model} spec={specs[model]} vocabulary={vocabulary} />;
}

function Asked({ spec, vocabulary }: { spec: ModelSpec; vocabulary: Vocabulary }) {
  const t = useTexts(analysisTexts);
  const labels = useLabels(vocabulary);
  const { draft, broken, printed, change } = useDraft(spec, vocabulary);
  const complete = printed.missing.length === 0;
  const run = useRun(spec.key, complete ? JSON.stringify(printed.request) : undefined);
  const [drill, setDrill] = useState<DrillDown>();
  const problems = run.error instanceof ProblemError ? run.error.problems : [];
  const elsewhere = problemsElsewhere(problems, shownPointers(spec));
  const { result, request } = run;
  const names = useMemo(() => seriesNames(request ?? {}, labels, t.measures), [request, labels, t]);
  const onDrill = (row: Cells, measure: string) =>
    result && request && setDrill({ request, result, row, measure });
  return (
    <>
      <PageHead
        title={t.model[spec.key]}
        lead={t.what[spec.key]}
        back={{ to: '/analyses', label: t.title }}
      >
        <SaveToDashboard
          model={spec.key}
          request={printed.request}
          disabled={!complete || run.error !== undefined}
        />
      </PageHead>
      <div className="analysis-layout">
        <Question
          spec={spec}
          draft={draft}
          printed={printed}
          labels={labels}
          vocabulary={vocabulary}
          problems={problems}
          onChange={change}
        />
        <div className="stack loose grow">
          <Card className="answer-card" label={t.chart}>
            <div className="row apart wrap answer-head">
              <TimeBar
                spec={spec}
                draft={draft}
                problems={(pointer) =>
                  problems.filter((p) => p.pointer.startsWith(pointer)).map((p) => p.message)
                }
                onChange={change}
              />
              <RunStatus run={run} complete={complete} />
            </div>
            {broken && <Notice tone="warn">{t.badAddress}</Notice>}
            {run.error !== undefined && (problems.length === 0 || elsewhere.length > 0) && (
              <ErrorNotice error={withOnly(run.error, elsewhere)} retry={run.run} />
            )}
            {!complete ? (
              <Empty icon={CircleDashed} title={t.incompleteTitle}>
                {t.incompleteWhat(
                  printed.missing.map((name) => t.slot[name as keyof typeof t.slot]).join(', '),
                )}
              </Empty>
            ) : result && request ? (
              <div className="answer-body" aria-busy={run.running}>
                <Figure
                  spec={spec}
                  draft={draft}
                  result={result}
                  request={request}
                  labels={labels}
                  onChange={change}
                  onDrill={onDrill}
                />
              </div>
            ) : run.cancelled ? (
              <Notice>{t.cancelled}</Notice>
            ) : run.error === undefined ? (
              <Skeleton height={320} />
            ) : (
              problems.length > elsewhere.length && <Notice tone="warn">{t.correct}</Notice>
            )}
          </Card>
          {complete && result && (
            <AnswerTable
              spec={spec}
              result={result}
              labels={labels}
              names={names}
              onDrill={onDrill}
            />
          )}
        </div>
      </div>
      {drill && (
        <MembersPanel
          model={spec.key}
          drill={drill}
          labels={labels}
          onClose={() => setDrill(undefined)}
        />
      )}
    </>
  );
}

/** The same failure with the problems that no field shows. */
const withOnly = (error: unknown, problems: ProblemError['problems']) =>
  error instanceof ProblemError
    ? new ProblemError(error.status, error.title, error.message, problems)
    : error;
