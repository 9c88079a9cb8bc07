import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/api/client';
import { queryClient } from '@/api/queries';
import { useBounds, type Bounds } from '@/api/sources';
import { Button } from '@/design/button';
import { Field } from '@/design/field';
import { NumberInput } from '@/design/inputs';
import { ErrorNotice, Loaded } from '@/design/states';
import { Card } from '@/design/surface';
import { toast } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import { sourceTexts } from './texts';

/** Which event times are believed. */
export function BoundsCard() {
  const t = useTexts(sourceTexts);
  const bounds = useBounds();
  return (
    <Card title={t.bounds}>
      <Loaded query={bounds}>{(inForce) => <Form inForce={inForce} />}</Loaded>
    </Card>
  );
}

function Form({ inForce }: { inForce: Bounds }) {
  const t = useTexts(sourceTexts);
  const [oldest, setOldest] = useState(inForce.oldest_days ?? undefined);
  const [ahead, setAhead] = useState<number | undefined>(inForce.ahead_minutes);
  const save = useMutation({
    mutationFn: () =>
      call<Bounds>('PUT', '/api/ingest/bounds', {
        json: { oldest_days: oldest ?? null, ahead_minutes: ahead },
      }),
    onSuccess: () => {
      toast(t.boundsSaved);
      void queryClient.invalidateQueries({ queryKey: ['bounds'] });
    },
  });
  const same = oldest === (inForce.oldest_days ?? undefined) && ahead === inForce.ahead_minutes;
  return (
    <form
      className="stack loose"
      onSubmit={(e) => {
        e.preventDefault();
        save.mutate();
      }}
    >
      <p className="soft">{t.boundsWhat}</p>
      <div className="row loose wrap" style={{ alignItems: 'flex-start' }}>
        <div style={{ width: 280 }}>
          <Field label={t.oldest} hint={t.oldestHint}>
            <NumberInput value={oldest} onChange={setOldest} placeholder={t.noLimit} />
          </Field>
        </div>
        <div style={{ width: 280 }}>
          <Field label={t.ahead} hint={t.aheadHint}>
            <NumberInput value={ahead} onChange={setAhead} />
          </Field>
        </div>
      </div>
      {save.error && <ErrorNotice error={save.error} />}
      <div>
        <Button
          type="submit"
          look="primary"
          busy={save.isPending}
          disabled={same || ahead === undefined}
        >
          {t.save}
        </Button>
      </div>
    </form>
  );
}
