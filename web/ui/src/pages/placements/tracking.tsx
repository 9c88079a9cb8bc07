import { useState } from 'react';
import type { PlacementDetail } from '@/api/marketing';
import { Tabs } from '@/design/choices';
import { CodeBlock } from '@/design/code-block';
import { Card } from '@/design/surface';
import { useTexts } from '@/i18n/texts';
import { placementTexts } from './texts';

type Step = 'askForOffers' | 'exposure' | 'click' | 'conversion';
const steps: Step[] = ['askForOffers', 'exposure', 'click', 'conversion'];

/** What to send, ready to be copied. */
export function Tracking({ placement }: { placement: PlacementDetail }) {
  const t = useTexts(placementTexts);
  const [step, setStep] = useState<Step>('askForOffers');
  return (
    <Card title={t.tracking}>
      <div className="stack">
        <p className="small muted">{t.trackingWhat}</p>
        <Tabs
          label={t.tracking}
          value={step}
          choices={steps.map((value) => ({ value, label: t[value] }))}
          onChange={setStep}
        />
        <CodeBlock code={snippet(placement, step, window.location.origin)} label={t[step]} />
      </div>
    </Card>
  );
}

export function snippet(placement: PlacementDetail, step: Step, origin: string): string {
  if (step === 'askForOffers') {
    return [
      `curl -H "Authorization: Bearer $ONELIFT_KEY" \\`,
      `  "${origin}/api/placements/${placement.key}/offers?id_type=user_id&id=USER_ID&limit=3"`,
    ].join('\n');
  }
  const tracked = placement.tracking?.[step];
  const names = tracked?.properties.map((p) => p.name) ?? ['placement', 'offer', 'decision_id'];
  const body = {
    userId: 'USER_ID',
    event: tracked?.event ?? step,
    properties: Object.fromEntries(names.map((name) => [name, example(name, placement)])),
  };
  return [
    `curl -H "Authorization: Bearer $ONELIFT_KEY" -H "Content-Type: application/json" \\`,
    `  -d '${JSON.stringify(body, null, 2)}' \\`,
    `  ${origin}/v1/track`,
  ].join('\n');
}

function example(property: string, placement: PlacementDetail): string | number {
  switch (property) {
    case 'placement':
      return placement.key;
    case 'offer':
      return placement.offers[0] ?? 'OFFER';
    case 'experiment':
      return placement.experiment ?? 'EXPERIMENT';
    case 'value':
      return 100;
    default:
      return property.toUpperCase();
  }
}
