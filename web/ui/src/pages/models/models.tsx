import { BrainCircuit, Plus } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { isBusy, useModels, type Model } from '@/api/models';
import { Button } from '@/design/button';
import { Empty, Loaded } from '@/design/states';
import { Badge, Card, PageHead, type Tone } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useSpoken, useTexts } from '@/i18n/texts';
import { CreateModel } from './create-model';
import { modelTexts } from './texts';
import { TrainingProgress } from './training-progress';

/** All models with how good they are. */
export default function Models() {
  const t = useTexts(modelTexts);
  const models = useModels();
  const [creating, setCreating] = useState(false);
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t.create}
    </Button>
  );
  return (
    <>
      <PageHead title={t.title} lead={t.lead}>
        {create}
      </PageHead>
      <Card flush label={t.title}>
        <Loaded query={models}>
          {(list) =>
            list.length === 0 ? (
              <Empty icon={BrainCircuit} title={t.emptyTitle} actions={create}>
                {t.emptyWhat}
              </Empty>
            ) : (
              <ModelTable models={list} />
            )
          }
        </Loaded>
      </Card>
      {creating && <CreateModel onClose={() => setCreating(false)} />}
    </>
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
