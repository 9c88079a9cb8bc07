import { BrainCircuit } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { isBusy, useModels, type Model } from '@/api/models';
import { ListPage } from '@/design/list-page';
import { Badge, type Tone } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useSpoken, useTexts } from '@/i18n/texts';
import { CreateModel } from './create-model';
import { modelTexts } from './texts';
import { TrainingProgress } from './training-progress';

/** All models with how good they are. */
export default function Models() {
  const t = useTexts(modelTexts);
  return (
    <ListPage
      title={t.title}
      lead={t.lead}
      create={t.create}
      emptyTitle={t.emptyTitle}
      emptyWhat={t.emptyWhat}
      icon={BrainCircuit}
      query={useModels()}
      form={(onClose) => <CreateModel onClose={onClose} />}
    >
      {(list) => <ModelTable models={list} />}
    </ListPage>
  );
}

function ModelTable({ models }: { models: Model[] }) {
  const t = useTexts(modelTexts);
  const f = useFormat();
  const spoken = useSpoken();
  const [, navigate] = useLocation();
  return (
    <table className="table" aria-label={t.title}>
      <thead>
        <tr>
          <th>{t.name}</th>
          <th>{t.kind}</th>
          <th>{t.state}</th>
          <th className="right">{t.auc}</th>
          <th className="right">{t.positives}</th>
          <th>{t.trainedAt}</th>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr key={model.key} className="link" onClick={() => navigate(`/models/${model.key}`)}>
            <td>
              <Link
                className="name"
                href={`/models/${model.key}`}
                onClick={(e) => e.stopPropagation()}
              >
                {spoken(model.name)}
              </Link>
              {model.description && <div className="small muted">{spoken(model.description)}</div>}
            </td>
            <td>{t.kinds[model.kind]}</td>
            <td style={{ minWidth: 130 }}>
              {isBusy(model) ? <TrainingProgress model={model} /> : <StateBadge model={model} />}
            </td>
            <td className="right num">{model.trained ? f.exact(model.trained.auc, 3) : '—'}</td>
            <td className="right num">{model.trained ? f.exact(model.trained.positives) : '—'}</td>
            <td className="small muted">{model.trained && f.ago(model.trained.trained_at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const tones: Record<Model['state'], Tone> = {
  new: 'plain',
  queued: 'plain',
  training: 'plain',
  trained: 'good',
  failed: 'bad',
};

export function StateBadge({ model }: { model: Model }) {
  const t = useTexts(modelTexts);
  return (
    <Badge dot tone={tones[model.state]}>
      {t.states[model.state]}
    </Badge>
  );
}
