import { UserRoundX } from 'lucide-react';
import type { Erasure } from '@/api/plan';
import { useErasures } from '@/api/queries';
import { Empty, Loaded } from '@/design/states';
import { Badge, Card, Disclosure } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { settingsTexts } from './texts';

/** Everybody who was erased, in numbers. */
export function Erasures() {
  const t = useTexts(settingsTexts);
  const erasures = useErasures();
  return (
    <Card title={t.erasures} flush>
      <Loaded query={erasures}>
        {(list) =>
          list.length === 0 ? (
            <Empty icon={UserRoundX} title={t.noErasures}>
              {t.noErasuresWhat}
            </Empty>
          ) : (
            <>
              <p className="soft" style={{ padding: '0 18px 8px' }}>
                {t.erasuresWhat}
              </p>
              <ErasureTable erasures={list} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}

function ErasureTable({ erasures }: { erasures: Erasure[] }) {
  const t = useTexts(settingsTexts);
  const f = useFormat();
  return (
    <div className="table-frame">
      <table className="table" aria-label={t.erasures}>
        <thead>
          <tr>
            <th>{t.erased}</th>
            <th>{t.profile}</th>
            <th>{t.erasedBy}</th>
            <th className="right">{t.erasedEvents}</th>
            <th className="right">{t.erasedIdentifiers}</th>
            <th className="right">{t.erasedTraits}</th>
            <th className="right">{t.erasedRejected}</th>
            <th className="right">{t.droppedLater}</th>
          </tr>
        </thead>
        <tbody>
          {erasures.map((erasure) => (
            <tr key={erasure.erasure_id}>
              <td className="small">
                {f.dateTime(erasure.requested_at)}{' '}
                {!erasure.done_at && <Badge tone="warn">{t.erasing}</Badge>}
                {erasure.events_by_day.length > 0 && (
                  <Disclosure title={t.byDay}>
                    <ul className="small muted">
                      {erasure.events_by_day.map((day) => (
                        <li key={`${day.event} ${day.day}`}>
                          {day.day} · {day.event} · {f.exact(day.events)}
                        </li>
                      ))}
                    </ul>
                  </Disclosure>
                )}
              </td>
              <td className="num">{erasure.profile_id}</td>
              <td>{erasure.by}</td>
              <td className="right num">{f.exact(erasure.events)}</td>
              <td className="right num">{f.exact(erasure.identifiers)}</td>
              <td className="right num">{f.exact(erasure.traits)}</td>
              <td className="right num">{f.exact(erasure.rejected)}</td>
              <td className="right num">
                {erasure.suppress ? (
                  f.exact(erasure.dropped)
                ) : (
                  <span className="muted">{t.notSuppressed}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
