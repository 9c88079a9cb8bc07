import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { call } from '@/api/client';
import type { Placement } from '@/api/marketing';
import { queryClient, useExperiments, useOffers } from '@/api/queries';
import { FormDialog } from '@/design/dialog';
import { Field } from '@/design/field';
import { Select, TextInput } from '@/design/inputs';
import { toast } from '@/design/toasts';
import { useTexts } from '@/i18n/texts';
import { placementTexts } from './texts';

interface PlacementFormProps {
  placement?: Placement;
  onClose: () => void;
}

export function PlacementForm({ placement, onClose }: PlacementFormProps) {
  const t = useTexts(placementTexts);
  const [, navigate] = useLocation();
  const pool = useOffers().data ?? [];
  const experiments = useExperiments().data ?? [];
  const [key, setKey] = useState(placement?.key ?? '');
  const [name, setName] = useState(placement?.name ?? '');
  const [description, setDescription] = useState(placement?.description ?? '');
  const [offers, setOffers] = useState<string[]>(placement?.offers ?? []);
  const [fallback, setFallback] = useState(placement?.fallback ?? '');
  const [experiment, setExperiment] = useState(placement?.experiment ?? '');
  const save = useMutation({
    mutationFn: () => {
      const json = {
        key: key.trim(),
        name: name.trim(),
        ...(description.trim() ? { description: description.trim() } : {}),
        offers,
        ...(fallback ? { fallback } : {}),
        ...(experiment ? { experiment } : {}),
      };
      return placement
        ? call<Placement>('PUT', `/api/placements/${encodeURIComponent(placement.key)}`, { json })
        : call<Placement>('POST', '/api/placements', { json });
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['placements'] });
      void queryClient.invalidateQueries({ queryKey: ['offers'] });
      toast(t.saved(name.trim()));
      onClose();
      if (!placement) navigate(`/placements/${key.trim()}`);
    },
  });
  return (
    <FormDialog
      wide
      title={placement?.name ?? t.create}
      submit={t.save}
      busy={save.isPending}
      disabled={name.trim() === '' || key.trim() === '' || offers.length === 0}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <div className="grid-2">
        <Field label={t.name}>
          <TextInput autoFocus value={name} onChange={(e) => setName(e.target.value)} />
        </Field>
        <Field label={t.key} hint={placement ? undefined : t.keyHint}>
          <TextInput disabled={!!placement} value={key} onChange={(e) => setKey(e.target.value)} />
        </Field>
      </div>
      <Field label={t.description}>
        <TextInput value={description} onChange={(e) => setDescription(e.target.value)} />
      </Field>
      <div className="field" role="group" aria-label={t.chooseOffers}>
        <span className="label">{t.chooseOffers}</span>
        <div className="row wrap">
          {pool.length === 0 && <span className="muted">{t.offersEmpty}</span>}
          {pool.map((offer) => (
            <button
              key={offer.key}
              type="button"
              className="chip"
              aria-pressed={offers.includes(offer.key)}
              onClick={() =>
                setOffers(
                  offers.includes(offer.key)
                    ? offers.filter((o) => o !== offer.key)
                    : [...offers, offer.key],
                )
              }
            >
              {offer.name}
            </button>
          ))}
        </div>
      </div>
      <div className="grid-2">
        <Field label={t.fallback} hint={t.fallbackHint}>
          <Select
            value={fallback}
            options={[
              { value: '', label: t.noFallback },
              ...pool.map((offer) => ({ value: offer.key, label: offer.name })),
            ]}
            onChange={setFallback}
          />
        </Field>
        <Field label={t.experiment}>
          <Select
            value={experiment}
            options={[
              { value: '', label: '—' },
              ...experiments.map((e) => ({ value: e.key, label: e.name })),
            ]}
            onChange={setExperiment}
          />
        </Field>
      </div>
    </FormDialog>
  );
}
