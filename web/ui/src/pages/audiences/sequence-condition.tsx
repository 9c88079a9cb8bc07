import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '@/design/button';
import { Select } from '@/design/inputs';
import { useTexts } from '@/i18n/texts';
import type { SequenceNode } from '@/rule/model';
import { useBuilder } from './builder-context';
import { audienceTexts } from './texts';
import { AddFilter, WhereEditor } from './where-editor';
import { LengthEditor } from './window-editor';

/** First this event, then that one, within a length of time. */
export function SequenceCondition({ node }: { node: SequenceNode }) {
  const t = useTexts(audienceTexts);
  const { vocabulary, edit } = useBuilder();
  const change = (changed: Partial<SequenceNode>) =>
    edit(node.id, (old) => (old.kind === 'sequence' ? { ...old, ...changed } : old));
  const changeStep = (index: number, step: SequenceNode['steps'][number] | undefined) =>
    change({ steps: node.steps.flatMap((s, i) => (i === index ? (step ? [step] : []) : [s])) });
  return (
    <>
      {node.steps.map((step, i) => {
        const event = vocabulary.event(step.event);
        const changeWhere = (where: typeof step.where) => changeStep(i, { ...step, where });
        return (
          <div key={i} className="stack" style={{ gap: 6 }}>
            <div className="condition-line">
              <span className="step-number">{i + 1}</span>
              <Select
                small
                className="subject"
                aria-label={t.step(i + 1)}
                value={step.event}
                options={vocabulary.events.map((e) => ({ value: e.key, label: e.label }))}
                onChange={(key) => changeStep(i, { event: key, where: [] })}
              />
              <AddFilter event={event} where={step.where} onChange={changeWhere} />
              {node.steps.length > 2 && (
                <IconButton label={t.removeStep} onClick={() => changeStep(i, undefined)}>
                  <X />
                </IconButton>
              )}
            </div>
            <WhereEditor event={event} where={step.where} onChange={changeWhere} />
          </div>
        );
      })}
      <div className="condition-line">
        <Button
          small
          look="ghost"
          onClick={() =>
            change({
              steps: [...node.steps, { event: vocabulary.events[0]?.key ?? '', where: [] }],
            })
          }
        >
          <Plus aria-hidden />
          {t.addStep}
        </Button>
        <span className="muted">{t.allWithin}</span>
        <LengthEditor
          label={t.allWithin}
          length={node.within}
          onChange={(within) => change({ within })}
        />
        {!node.from && !node.to && (
          <>
            <span className="muted">{t.startedIn}</span>
            {node.last ? (
              <>
                <LengthEditor
                  label={t.startedIn}
                  length={node.last}
                  onChange={(last) => change({ last })}
                />
                <IconButton label={t.anytime} onClick={() => change({ last: undefined })}>
                  <X />
                </IconButton>
              </>
            ) : (
              <Button small look="ghost" onClick={() => change({ last: '30d' })}>
                {t.anytime}
              </Button>
            )}
          </>
        )}
      </div>
    </>
  );
}
