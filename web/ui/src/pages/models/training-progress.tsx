import type { Model } from '@/api/models';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { modelTexts } from './texts';

/** What a training is doing, and how far it is. */
export function TrainingProgress({ model }: { model: Model }) {
  const t = useTexts(modelTexts);
  const f = useFormat();
  return (
    <div className="stack tight small soft" role="status">
      <span>
        {model.step ? t.steps[model.step] : t.states[model.state]} · {f.percent(model.done, 0)}
      </span>
      <div className="progress" aria-hidden>
        <div style={{ width: `${model.done * 100}%` }} />
      </div>
    </div>
  );
}
