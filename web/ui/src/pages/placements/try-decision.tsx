import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { withQuery } from '@/api/client';
import type { Decision, PlacementDetail } from '@/api/marketing';
import { get, queryClient, useSampleProfiles } from '@/api/queries';
import { Button } from '@/design/button';
import { Field } from '@/design/field';
import { Select, TextInput } from '@/design/inputs';
import { ErrorNotice, Notice } from '@/design/states';
import { Badge, Card } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { placementTexts } from './texts';

/** Asks the placement as an app would. */
export function TryDecision({ placement }: { placement: PlacementDetail }) {
  const t = useTexts(placementTexts);
  const sample = useSampleProfiles().data ?? [];
  const known = sample.flatMap((profile) => profile.identifiers);
  const [type, setType] = useState('user_id');
  const [id, setId] = useState('');
  const suggested = known.find((identifier) => identifier.type === type)?.value ?? '';
  const decide = useMutation({
    mutationFn: (asked: string) =>
      get<Decision>(
        withQuery(`/api/placements/${encodeURIComponent(placement.key)}/offers`, {
          id_type: type,
          id: asked,
          limit: placement.offers.length || 10,
        }),
      ),
    onSuccess: () =>
      void queryClient.invalidateQueries({ queryKey: ['placements', placement.key] }),
  });
  const types = [...new Set(['user_id', 'anonymous_id', ...known.map((i) => i.type)])];
  return (
    <Card title={t.tryTitle}>
      <div className="stack">
        <p className="small muted">{t.tryWhat}</p>
        <form
          className="try-form"
          onSubmit={(e) => {
            e.preventDefault();
            const asked = id.trim() || suggested;
            setId(asked);
            decide.mutate(asked);
          }}
        >
          <Field label={t.idType}>
            <Select
              value={type}
              options={types.map((value) => ({ value, label: value }))}
              onChange={setType}
            />
          </Field>
          <Field label={t.id}>
            <TextInput value={id} placeholder={suggested} onChange={(e) => setId(e.target.value)} />
          </Field>
          <Button
            type="submit"
            look="primary"
            busy={decide.isPending}
            disabled={!id.trim() && !suggested}
          >
            {t.decide}
          </Button>
        </form>
        {decide.error && <ErrorNotice error={decide.error} />}
        {decide.data && (
          <DecisionView
            decision={decide.data}
            name={(key) => placement.stats.find((s) => s.offer === key)?.name ?? key}
          />
        )}
      </div>
    </Card>
  );
}

interface DecisionViewProps {
  decision: Decision;
  name: (offer: string) => string;
}

function DecisionView({ decision, name }: DecisionViewProps) {
  const t = useTexts(placementTexts);
  const f = useFormat();
  return (
    <div className="stack" aria-live="polite">
      {decision.fallback && <Notice tone="warn">{decision.reason || t.fallbackServed}</Notice>}
      <ol className="decision">
        {decision.offers.map((offer) => (
          <li key={offer.offer}>
            <span className="rank num">{offer.rank}</span>
            <div className="grow">
              <div className="name">{offer.name ?? name(offer.offer)}</div>
              <div className="small muted">{offer.reason}</div>
            </div>
            <dl className="decision-figures small num">
              <dt>{t.score}</dt>
              <dd>{f.exact(offer.score, 4)}</dd>
              <dt>{t.propensity}</dt>
              <dd>{f.percent(offer.propensity, 1)}</dd>
            </dl>
          </li>
        ))}
      </ol>
      <div className="row wrap small muted">
        {decision.assignments.map((a) => (
          <Badge key={a.experiment}>
            {a.experiment}: {a.variant}
          </Badge>
        ))}
        <span className="truncate">
          {t.policy(decision.policy_version)} · {t.decision(decision.decision_id)}
        </span>
      </div>
    </div>
  );
}
