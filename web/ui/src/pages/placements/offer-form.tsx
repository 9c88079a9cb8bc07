import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '@/api/client';
import type { Offer } from '@/api/marketing';
import { queryClient } from '@/api/queries';
import { Button } from '@/design/button';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { Switch, TextArea, TextInput } from '@/design/inputs';
import { toast, toastError } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import { placementTexts } from './texts';

interface OfferFormProps {
  offer?: Offer;
  onClose: () => void;
}

export function OfferForm({ offer, onClose }: OfferFormProps) {
  const t = useTexts(placementTexts);
  const [key, setKey] = useState(offer?.key ?? '');
  const [name, setName] = useState(offer?.name ?? '');
  const [description, setDescription] = useState(offer?.description ?? '');
  const [payload, setPayload] = useState(JSON.stringify(offer?.payload ?? {}, null, 2));
  const [active, setActive] = useState(offer?.active ?? true);
  const parsed = parseObject(payload);
  const done = (message: string) => {
    void queryClient.invalidateQueries({ queryKey: ['offers'] });
    void queryClient.invalidateQueries({ queryKey: ['placements'] });
    toast(message);
    onClose();
  };
  const save = useMutation({
    mutationFn: () => {
      const json = {
        key: key.trim(),
        name: name.trim(),
        payload: parsed,
        active,
        ...(description.trim() ? { description: description.trim() } : {}),
        ...(offer?.product ? { product: offer.product } : {}),
        ...(offer?.image ? { image: offer.image } : {}),
      };
      return offer
        ? call<Offer>('PUT', `/api/offers/${encodeURIComponent(offer.key)}`, { json })
        : call<Offer>('POST', '/api/offers', { json });
    },
    onSuccess: () => done(t.saved(name.trim())),
  });
  const remove = useMutation({
    mutationFn: () => call<void>('DELETE', `/api/offers/${encodeURIComponent(key)}`),
    onSuccess: () => done(t.deleted(name)),
    onError: toastError,
  });
  return (
    <FormDialog
      title={offer?.name ?? t.createOffer}
      submit={t.save}
      busy={save.isPending}
      disabled={name.trim() === '' || key.trim() === '' || !parsed}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <div className="grid-2">
        <Field label={t.name}>
          <TextInput autoFocus value={name} onChange={(e) => setName(e.target.value)} />
        </Field>
        <Field label={t.key} hint={offer ? undefined : t.keyHint}>
          <TextInput disabled={!!offer} value={key} onChange={(e) => setKey(e.target.value)} />
        </Field>
      </div>
      <Field label={t.description}>
        <TextInput value={description} onChange={(e) => setDescription(e.target.value)} />
      </Field>
      <Field label={t.payload} hint={t.payloadHint} error={parsed ? undefined : t.payloadBroken}>
        <TextArea mono rows={5} value={payload} onChange={(e) => setPayload(e.target.value)} />
      </Field>
      <Switch on={active} onChange={setActive}>
        {t.active}
      </Switch>
      {offer && (
        <div>
          <Button small look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
            {t.delete}
          </Button>
        </div>
      )}
    </FormDialog>
  );
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text.trim() || '{}');
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
