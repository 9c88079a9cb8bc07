import { Gift, Radio, Users } from 'lucide-react';
import { useId } from 'react';
import type { Outcome } from '@/api/decision-tables';
import { useOffers } from '@/api/queries';
import { TextInput } from '@/design/inputs';
import { Badge } from '@/design/surface';
import { useSpoken, useTexts } from '@/i18n/texts';
import { tableTexts } from './texts';

const usual = ['wechat', 'push', 'sms', 'email', 'call', 'app', 'branch'] as const;

/** What is decided, as three fields; offers and usual touchpoints are suggested. */
export function OutcomeFields(props: { outcome: Outcome; onChange: (outcome: Outcome) => void }) {
  const t = useTexts(tableTexts);
  const spoken = useSpoken();
  const id = useId();
  const offers = useOffers().data ?? [];
  const field = (name: keyof Outcome, suggestions?: { value: string; label: string }[]) => (
    <label className="outcome-field">
      <span className="small muted">{t.parts[name]}</span>
      <TextInput
        small
        placeholder={t.examples[name]}
        list={suggestions && `${id}-${name}`}
        value={props.outcome[name] ?? ''}
        onChange={(e) => props.onChange({ ...props.outcome, [name]: e.target.value })}
      />
      {suggestions && (
        <datalist id={`${id}-${name}`}>
          {suggestions.map((one) => (
            <option key={one.value} value={one.value} label={one.label} />
          ))}
        </datalist>
      )}
    </label>
  );
  return (
    <div className="outcome-fields">
      {field('audience')}
      {field(
        'benefit',
        offers.map((offer) => ({ value: offer.key, label: spoken(offer.name) })),
      )}
      {field(
        'touchpoint',
        usual.map((value) => ({ value, label: t.touchpoints[value] })),
      )}
    </div>
  );
}

/** What is decided, in words. */
export function OutcomeWords({ outcome }: { outcome: Outcome | undefined }) {
  const t = useTexts(tableTexts);
  const spoken = useSpoken();
  const offers = useOffers().data ?? [];
  if (!outcome || Object.values(outcome).every((part) => !part)) {
    return <span className="muted">{t.nothing}</span>;
  }
  const offer = offers.find((one) => one.key === outcome.benefit);
  const touchpoint = usual.find((one) => one === outcome.touchpoint);
  return (
    <span className="row wrap outcome-words">
      {outcome.audience && (
        <span title={t.parts.audience}>
          <Badge>
            <Users aria-hidden />
            {spoken(outcome.audience)}
          </Badge>
        </span>
      )}
      {outcome.benefit && (
        <span title={t.parts.benefit}>
          <Badge tone="good">
            <Gift aria-hidden />
            {offer ? spoken(offer.name) : spoken(outcome.benefit)}
          </Badge>
        </span>
      )}
      {outcome.touchpoint && (
        <span title={t.parts.touchpoint}>
          <Badge>
            <Radio aria-hidden />
            {touchpoint ? t.touchpoints[touchpoint] : spoken(outcome.touchpoint)}
          </Badge>
        </span>
      )}
    </span>
  );
}
