import { FlaskConical } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import type { Experiment } from '@/api/marketing';
import { useExperiments } from '@/api/queries';
import { ListPage } from '@/design/list-page';
import { Badge } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useSpoken, useTexts } from '@/i18n/texts';
import { CreateExperiment } from './create-experiment';
import { experimentTexts } from './texts';

export default function Experiments() {
  const t = useTexts(experimentTexts);
  return (
    <ListPage
      title={t.title}
      lead={t.lead}
      create={t.create}
      emptyTitle={t.emptyTitle}
      emptyWhat={t.emptyWhat}
      icon={FlaskConical}
      query={useExperiments()}
      form={(onClose) => <CreateExperiment onClose={onClose} />}
    >
      {(list) => <ExperimentTable experiments={list} />}
    </ListPage>
  );
}

function ExperimentTable({ experiments }: { experiments: Experiment[] }) {
  const t = useTexts(experimentTexts);
  const f = useFormat();
  const [, navigate] = useLocation();
  const spoken = useSpoken();
  return (
    <table className="table" aria-label={t.title}>
      <thead>
        <tr>
          <th>{t.name}</th>
          <th>{t.state}</th>
          <th>{t.variants}</th>
          <th>{t.metrics}</th>
          <th>{t.started}</th>
        </tr>
      </thead>
      <tbody>
        {experiments.map((experiment) => (
          <tr
            key={experiment.key}
            className="link"
            onClick={() => navigate(`/experiments/${experiment.key}`)}
          >
            <td>
              <Link href={`/experiments/${experiment.key}`} className="name">
                {spoken(experiment.name)}
              </Link>
              <div className="small muted">
                <code>{experiment.key}</code>
              </div>
            </td>
            <td>
              <ExperimentState state={experiment.state} />
            </td>
            <td className="soft">
              {experiment.variants.map((v) => spoken(v.name || v.key)).join(' · ')}
            </td>
            <td className="soft">
              {experiment.metrics.map((m) => spoken(m.name || m.key)).join(' · ')}
            </td>
            <td className="small muted">
              {experiment.started_at ? f.dateTime(experiment.started_at) : '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function ExperimentState({ state }: { state: Experiment['state'] }) {
  const t = useTexts(experimentTexts);
  const tones = { draft: 'plain', running: 'good', stopped: 'plain' } as const;
  return (
    <Badge tone={tones[state]} dot={state === 'running'}>
      {t.states[state]}
    </Badge>
  );
}
