import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '@/api/client';
import { modelPath, type Model, type ModelKind } from '@/api/models';
import { queryClient, useAudiences } from '@/api/queries';
import { Segmented } from '@/design/choices';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { Select, TextInput } from '@/design/inputs';
import { Notice } from '@/design/states';
import { toast } from '@/design/toasts';
import { useSpoken, useTexts } from '@/i18n/texts';
import { modelTexts } from './texts';

const kinds: ModelKind[] = ['propensity', 'lead_score', 'lookalike'];

/** Defines a model over an audience and trains it at once. */
export function CreateModel({ onClose }: { onClose: () => void }) {
  const t = useTexts(modelTexts);
  const spoken = useSpoken();
  const [, navigate] = useLocation();
  const audiences = useAudiences();
  const [kind, setKind] = useState<ModelKind>('propensity');
  const [name, setName] = useState('');
  const [key, setKey] = useState('');
  const [audience, setAudience] = useState('');
  const [scoreTag, setScoreTag] = useState(true);
  const [gradeTag, setGradeTag] = useState(false);
  const save = useMutation({
    mutationFn: async () => {
      const model = await call<Model>('POST', '/api/models', {
        json: {
          key: key.trim(),
          name: name.trim(),
          kind,
          label: { audience },
          ...(scoreTag ? { score_tag: `${key.trim()}_score` } : {}),
          ...(gradeTag ? { grade_tag: `${key.trim()}_grade` } : {}),
        },
      });
      return call<Model>('POST', `${modelPath(model.key)}/train`);
    },
    onSuccess: (model) => {
      void queryClient.invalidateQueries({ queryKey: ['models'] });
      toast(t.created(model.name));
      onClose();
      navigate(`/models/${model.key}`);
    },
  });
  return (
    <FormDialog
      title={t.create}
      submit={t.save}
      busy={save.isPending}
      disabled={!name.trim() || !key.trim() || !audience}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <Segmented
        label={t.kind}
        value={kind}
        choices={kinds.map((value) => ({ value, label: t.kinds[value] }))}
        onChange={(chosen) => {
          setKind(chosen);
          setGradeTag(chosen === 'lead_score');
        }}
      />
      <div className="grid-2">
        <Field label={t.name}>
          <TextInput autoFocus value={name} onChange={(e) => setName(e.target.value)} />
        </Field>
        <Field label={t.key} hint={t.keyHint}>
          <TextInput value={key} onChange={(e) => setKey(e.target.value)} />
        </Field>
      </div>
      {audiences.data?.length === 0 ? (
        <Notice>{t.noAudience}</Notice>
      ) : (
        <Field label={t.label} hint={t.labelHint}>
          <Select
            value={audience}
            options={[
              { value: '', label: t.chooseAudience },
              ...(audiences.data ?? []).map((a) => ({ value: a.key, label: spoken(a.name) })),
            ]}
            onChange={setAudience}
          />
        </Field>
      )}
      <label className="row">
        <input type="checkbox" checked={scoreTag} onChange={(e) => setScoreTag(e.target.checked)} />
        {t.scoreTag}
      </label>
      <label className="row">
        <input type="checkbox" checked={gradeTag} onChange={(e) => setGradeTag(e.target.checked)} />
        {t.gradeTag}
      </label>
    </FormDialog>
  );
}
