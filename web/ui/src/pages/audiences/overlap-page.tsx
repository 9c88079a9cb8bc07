import { useState } from 'react';
import { useOverlap, type Overlap } from '@/api/insight';
import { useAudiences } from '@/api/queries';
import { classes } from '@/design/button';
import { Loaded } from '@/design/states';
import { Card, PageHead } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useSpoken, useTexts } from '@/i18n/texts';
import { audienceTexts } from './texts';

const most = 20;
const shownParts = 30;

/** Several audiences beside each other: who is in two of them, who in exactly which. */
export default function OverlapPage() {
  const t = useTexts(audienceTexts);
  const spoken = useSpoken();
  const audiences = useAudiences();
  const [chosen, setChosen] = useState<string[]>();
  const keys = chosen ?? (audiences.data ?? []).slice(0, 4).map((audience) => audience.key);
  const overlap = useOverlap(keys);
  const toggle = (key: string) =>
    setChosen(keys.includes(key) ? keys.filter((k) => k !== key) : [...keys, key].slice(-most));
  return (
    <>
      <PageHead
        title={t.overlap}
        lead={t.overlapLead}
        back={{ to: '/audiences', label: t.title }}
      />
      <div className="stack loose">
        <Card label={t.overlapChoose}>
          <div className="stack">
            <p className="small muted">{t.overlapChoose}</p>
            <div className="overlap-choices">
              {(audiences.data ?? []).map((audience) => (
                <button
                  key={audience.key}
                  type="button"
                  className={classes('overlap-choice', keys.includes(audience.key) && 'chosen')}
                  aria-pressed={keys.includes(audience.key)}
                  onClick={() => toggle(audience.key)}
                >
                  {spoken(audience.name)}
                </button>
              ))}
            </div>
          </div>
        </Card>
        {keys.length >= 2 && (
          <Loaded query={overlap}>
            {(found) => (
              <>
                <Matrix overlap={found} />
                <Parts overlap={found} />
              </>
            )}
          </Loaded>
        )}
      </div>
    </>
  );
}

function Matrix({ overlap }: { overlap: Overlap }) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const spoken = useSpoken();
  return (
    <Card title={t.overlapMatrix} flush>
      <p className="small muted" style={{ padding: '0 18px' }}>
        {t.overlapMatrixHint}
      </p>
      <div className="table-frame">
        <table className="table overlap-matrix" aria-label={t.overlapMatrix}>
          <thead>
            <tr>
              <th />
              {overlap.audiences.map((audience) => (
                <th key={audience.key} className="right">
                  {spoken(audience.name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {overlap.audiences.map((row, i) => (
              <tr key={row.key}>
                <th scope="row">{spoken(row.name)}</th>
                {overlap.audiences.map((column, j) => {
                  const both = overlap.matrix[i]?.[j] ?? 0;
                  const share = row.size === 0 ? 0 : both / row.size;
                  return (
                    <td
                      key={column.key}
                      className="right"
                      style={{
                        background: `color-mix(in srgb, var(--accent) ${Math.round(share * 38)}%, transparent)`,
                      }}
                    >
                      {f.exact(both)}
                      <div className="small muted">{f.percent(share)}</div>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

/** One row for each exact combination: a dot for every audience in it, and its size as a bar. */
function Parts({ overlap }: { overlap: Overlap }) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const spoken = useSpoken();
  const parts = overlap.intersections.slice(0, shownParts);
  const largest = parts[0]?.size ?? 1;
  const hidden = overlap.more + overlap.intersections.length - parts.length;
  return (
    <Card title={t.overlapParts} flush>
      <p className="small muted" style={{ padding: '0 18px' }}>
        {t.overlapUnion(f.exact(overlap.union))}
      </p>
      <div className="table-frame">
        <table className="table" aria-label={t.overlapParts}>
          <thead>
            <tr>
              {overlap.audiences.map((audience) => (
                <th key={audience.key}>{spoken(audience.name)}</th>
              ))}
              <th className="right">{t.size}</th>
              <th style={{ width: '35%' }} />
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={part.audiences.join(' ')}>
                {overlap.audiences.map((audience) => {
                  const inside = part.audiences.includes(audience.key);
                  return (
                    <td key={audience.key}>
                      <span
                        className={classes('overlap-dot', inside && 'inside')}
                        role="img"
                        aria-label={inside ? spoken(audience.name) : '–'}
                      />
                    </td>
                  );
                })}
                <td className="right">{f.exact(part.size)}</td>
                <td>
                  <span className="telling-bar" aria-hidden>
                    <span style={{ width: `${(100 * part.size) / largest}%` }} />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hidden > 0 && (
        <p className="small muted" style={{ padding: '8px 18px' }}>
          {t.overlapMore(f.exact(hidden))}
        </p>
      )}
    </Card>
  );
}
