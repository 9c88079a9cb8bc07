import type { LiveEvent } from '@/api/types';
import { cellText } from '@/design/result-table';
import { Card } from '@/design/surface';
import { dayKey } from '@/format/times';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { useVocabulary } from '@/rule/vocabulary';
import { valueLabel } from '@/rule/words';
import { profileTexts } from './texts';

/** Events, newest first, under a heading per day of the project's zone. */
export function Timeline({ events }: { events: LiveEvent[] }) {
  const t = useTexts(profileTexts);
  const f = useFormat();
  if (events.length === 0) {
    return (
      <Card title={t.timeline}>
        <p className="muted">{t.noEvents}</p>
      </Card>
    );
  }
  const today = dayKey(new Date().toISOString());
  return (
    <Card
      title={t.timeline}
      actions={<span className="small muted num">{t.count(f.exact(events.length))}</span>}
    >
      {byDay(events).map(([day, list]) => (
        <section key={day} className="timeline-day">
          <h3>{day === today ? t.today : f.day(list[0]!.time)}</h3>
          <ol className="timeline">
            {list.map((event, i) => (
              <TimelineEvent key={`${event.time}-${i}`} event={event} />
            ))}
          </ol>
        </section>
      ))}
    </Card>
  );
}

function byDay(events: LiveEvent[]): [string, LiveEvent[]][] {
  const days = new Map<string, LiveEvent[]>();
  for (const event of events) {
    const day = dayKey(event.time);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days];
}

function TimelineEvent({ event }: { event: LiveEvent }) {
  const f = useFormat();
  const { vocabulary } = useVocabulary();
  const properties = Object.entries(event.properties ?? {}).filter(([, v]) => v !== null);
  return (
    <li>
      <time className="muted num small" dateTime={event.time}>
        {f.clock(event.time)}
      </time>
      <div className="grow">
        <strong>{vocabulary.event(event.event)?.label ?? event.event}</strong>
        {event.source && <span className="muted small"> {event.source}</span>}
        {properties.length > 0 && (
          <div className="timeline-properties small">
            {properties.map(([key, value]) => {
              const subject = vocabulary.property(event.event, key);
              return (
                <span key={key}>
                  <span className="muted">{subject?.label ?? key}</span>{' '}
                  {typeof value === 'string'
                    ? valueLabel(value, subject?.values, f.language)
                    : cellText(value, undefined, f)}
                </span>
              );
            })}
          </div>
        )}
      </div>
    </li>
  );
}
