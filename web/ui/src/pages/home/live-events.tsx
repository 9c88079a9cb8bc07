import { Link } from 'wouter';
import { useLiveEvents } from '@/api/queries';
import type { LiveEvent } from '@/api/types';
import { Loaded } from '@/design/states';
import { Badge, Card } from '@/design/surface';
import { useFormat, type Format } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { traitText } from '@/rule/trait-text';
import { useVocabulary, type Vocabulary } from '@/rule/vocabulary';
import { homeTexts } from './texts';

export function LiveEvents() {
  const t = useTexts(homeTexts);
  const f = useFormat();
  const events = useLiveEvents(20);
  const { vocabulary } = useVocabulary();
  return (
    <Card
      title={t.latest}
      actions={
        <Badge tone="good" dot>
          {t.live}
        </Badge>
      }
      flush
    >
      <Loaded query={events}>
        {(list) =>
          list.length === 0 ? (
            <p className="muted" style={{ padding: '0 18px 14px' }}>
              {t.latestEmpty}
            </p>
          ) : (
            <ul className="live-events" aria-label={t.latest}>
              {list.map((event, i) => (
                <li key={`${event.time}-${event.profile_id}-${i}`}>
                  <span className="muted num small">{f.clock(event.time)}</span>
                  <Link href={`/profiles/${event.profile_id}`} className="live-event">
                    <strong>{vocabulary.event(event.event)?.label ?? event.event}</strong>{' '}
                    <span className="muted small truncate">{summary(event, vocabulary, f)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Card>
  );
}

const summary = (event: LiveEvent, vocabulary: Vocabulary, f: Format) =>
  Object.entries(event.properties ?? {})
    .filter(([, value]) => value !== null && value !== '')
    .slice(0, 3)
    .map(([key, value]) => traitText(value, vocabulary.property(event.event, key), f))
    .join(' · ');
