import { useMutation } from '@tanstack/react-query';
import { Sparkles } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { call } from '@/api/client';
import { useModelReport, useTrainedModel, type Expansion } from '@/api/models';
import { queryClient, useStatus } from '@/api/queries';
import type { Audience } from '@/api/types';
import { Button } from '@/design/button';
import { Dialog, FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { TextInput } from '@/design/inputs';
import { Notice } from '@/design/states';
import { toast } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useSpoken, useTexts } from '@/i18n/texts';
import { LiftBars } from './curves';
import { modelTexts } from './texts';
import { TrainingProgress } from './training-progress';

/** The button that opens the wizard for a saved audience. */
export function ExpandAudience({ audience }: { audience: Audience }) {
  const t = useTexts(modelTexts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Sparkles aria-hidden />
        {t.expand}
      </Button>
      {open && <ExpandWizard audience={audience} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Asks for a size and a name, shows the training while it runs, then what was found. */
function ExpandWizard({ audience, onClose }: { audience: Audience; onClose: () => void }) {
  const t = useTexts(modelTexts);
  const f = useFormat();
  const named = useSpoken()(audience.name);
  const everybody = useStatus().data?.profiles ?? 0;
  const others = Math.max(0, everybody - (audience.size ?? 0));
  const [size, setSize] = useState(
    String(Math.max(1, Math.min(others, (audience.size ?? 100) * 2))),
  );
  const [name, setName] = useState(t.similarName(named));
  const expand = useMutation({
    mutationFn: () =>
      call<Expansion>('POST', `/api/audiences/${encodeURIComponent(audience.key)}/expand`, {
        json: { size: Number(size), name: name.trim() },
      }),
    onSuccess: (found) => {
      void queryClient.invalidateQueries({ queryKey: ['audiences'] });
      void queryClient.invalidateQueries({ queryKey: ['models'] });
      toast(t.expanded(found.audience.name));
    },
  });
  if (expand.data) return <Found expansion={expand.data} onClose={onClose} />;
  const wanted = Number(size);
  return (
    <FormDialog
      title={t.expandTitle(named)}
      submit={t.expandNow}
      busy={expand.isPending}
      disabled={!Number.isInteger(wanted) || wanted < 1 || wanted > others || !name.trim()}
      error={expand.error}
      onSubmit={() => expand.mutate()}
      onClose={onClose}
    >
      <p className="soft">{t.expandWhat}</p>
      <Field label={t.size} hint={t.sizeHint(f.exact(others))}>
        <TextInput
          autoFocus
          inputMode="numeric"
          value={size}
          onChange={(e) => setSize(e.target.value.replace(/\D/g, ''))}
        />
      </Field>
      <Field label={t.newName}>
        <TextInput value={name} onChange={(e) => setName(e.target.value)} />
      </Field>
      {expand.isPending && <Progress audience={audience.key} />}
    </FormDialog>
  );
}

function Progress({ audience }: { audience: string }) {
  const model = useTrainedModel(`lookalike_${audience}`, true).data;
  return model ? <TrainingProgress model={model} /> : null;
}

function Found({ expansion, onClose }: { expansion: Expansion; onClose: () => void }) {
  const t = useTexts(modelTexts);
  const f = useFormat();
  const { audience, model } = expansion;
  const report = useModelReport(model.key, model.trained?.version).data;
  const best = report?.lift[0];
  return (
    <Dialog
      title={audience.name}
      onClose={onClose}
      foot={
        <>
          <Link href={`/models/${model.key}`} className="button">
            {t.toModel}
          </Link>
          <Link href={`/audiences/${audience.key}`} className="button primary" onClick={onClose}>
            {t.toAudience}
          </Link>
        </>
      }
    >
      <div className="stack loose">
        <Notice tone="good">
          {t.expandDone(f.exact(audience.size ?? 0))}
          {best && <div>{t.quality(f.exact(best.lift, 1))}</div>}
        </Notice>
        {report && <LiftBars report={report} />}
      </div>
    </Dialog>
  );
}
