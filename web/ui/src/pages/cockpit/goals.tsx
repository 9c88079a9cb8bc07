import { useMutation } from '@tanstack/react-query';
import { Goal as GoalIcon, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useCatalog } from '@/api/queries';
import { createGoal, deleteGoal, type Goal, type GoalStatus } from '@/api/reports';
import type { Names } from '@/api/types';
import { Button, IconButton } from '@/design/button';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { NumberInput, Select, TextInput } from '@/design/inputs';
import { numberText } from '@/design/result-table';
import { Empty, Notice } from '@/design/states';
import { Badge, Card, type Tone } from '@/design/surface';
import { toastError } from '@/design/toasts';
import { dayKey } from '@/format/times';
import { useFormat } from '@/format/use-format';
import { useName, useSpoken, useTexts } from '@/i18n/texts';
import { About } from './cockpit';
import { cockpitTexts } from './texts';

const tones: Record<GoalStatus, Tone> = {
  upcoming: 'plain',
  on_track: 'good',
  at_risk: 'warn',
  behind: 'bad',
  reached: 'good',
  missed: 'bad',
};

/** What figures should come to, and how far they are. */
export function Goals({ goals, about }: { goals: Goal[]; about: Names }) {
  const t = useTexts(cockpitTexts);
  const [creating, setCreating] = useState(false);
  const create = (
    <Button small onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t.newGoal}
    </Button>
  );
  return (
    <Card title={t.goals} actions={goals.length > 0 && create}>
      {goals.length === 0 ? (
        <Empty icon={GoalIcon} title={t.noGoalsTitle} actions={create}>
          {t.noGoalsWhat}
        </Empty>
      ) : (
        <div className="stack loose">
          {goals.map((goal) => (
            <Standing key={goal.key} goal={goal} />
          ))}
          <About names={about} />
        </div>
      )}
      {creating && <CreateGoal onClose={() => setCreating(false)} />}
    </Card>
  );
}

function Standing({ goal }: { goal: Goal }) {
  const t = useTexts(cockpitTexts);
  const f = useFormat();
  const spoken = useSpoken();
  const format = useCatalog().data?.metrics.find((one) => one.key === goal.metric)?.format;
  const remove = useMutation({ mutationFn: () => deleteGoal(goal.key), onError: toastError });
  const said = (value: number) =>
    format === 'percent' ? numberText(value, format, f) : f.compact(value);
  const progress = goal.progress;
  return (
    <div className="stack tight">
      <div className="row apart">
        <span className="truncate">{spoken(goal.name)}</span>
        <span className="row">
          {progress && (
            <Badge tone={tones[progress.status]} dot>
              {t.statuses[progress.status]}
            </Badge>
          )}
          <IconButton label={t.removeGoal} onClick={() => remove.mutate()}>
            <Trash2 />
          </IconButton>
        </span>
      </div>
      {progress ? (
        <>
          <div className="progress" aria-hidden>
            <div style={{ width: `${Math.min(1, Math.max(0, progress.done)) * 100}%` }} />
          </div>
          <div className="row apart small muted">
            <span className="num">
              {said(progress.value)} · {t.target(said(goal.target))}
            </span>
            <span>
              {progress.projected !== undefined && `${t.projected(said(progress.projected))} · `}
              {t.until(f.shortDay(dayBefore(goal.period.to)))}
            </span>
          </div>
        </>
      ) : (
        <Notice tone="warn">{goal.problem}</Notice>
      )}
    </div>
  );
}

const shifted = (day: string, days: number) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};
const dayBefore = (day: string) => shifted(day, -1);

function CreateGoal({ onClose }: { onClose: () => void }) {
  const t = useTexts(cockpitTexts);
  const named = useName();
  const metrics = useCatalog().data?.metrics ?? [];
  const today = dayKey(new Date().toISOString());
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [metric, setMetric] = useState('');
  const [target, setTarget] = useState<number>();
  const [direction, setDirection] = useState<Goal['direction']>('at_least');
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`);
  const [to, setTo] = useState(shifted(`${today.slice(0, 8)}01`, 29));
  const create = useMutation({
    mutationFn: () =>
      createGoal({
        key: key.trim(),
        name: name.trim(),
        metric,
        target: target ?? 0,
        direction,
        period: { from, to: shifted(to, 1) },
      }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title={t.newGoal}
      submit={t.create}
      busy={create.isPending}
      disabled={!name.trim() || !key.trim() || !metric || target === undefined}
      error={create.error}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <Field label={t.goalName}>
        <TextInput autoFocus value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
      <Field label={t.goalKey}>
        <TextInput className="mono" value={key} onChange={(e) => setKey(e.target.value)} />
      </Field>
      <Field label={t.metric}>
        <Select
          value={metric}
          options={metrics.map((one) => ({ value: one.key, label: named(one.names, one.key) }))}
          onChange={setMetric}
        />
      </Field>
      <Field label={t.direction}>
        <Select
          value={direction}
          options={[
            { value: 'at_least', label: t.atLeast },
            { value: 'at_most', label: t.atMost },
          ]}
          onChange={setDirection}
        />
      </Field>
      <Field label={t.targetValue}>
        <NumberInput value={target} onChange={setTarget} />
      </Field>
      <Field label={t.from}>
        <TextInput type="date" value={from} onChange={(e) => setFrom(e.target.value)} />
      </Field>
      <Field label={t.to}>
        <TextInput type="date" value={to} onChange={(e) => setTo(e.target.value)} />
      </Field>
    </FormDialog>
  );
}
