import { useMemo, useState } from 'react';
import { useInsight, type TagPortrait, type ValueShare } from '@/api/insight';
import { useAudiences } from '@/api/queries';
import type { Audience } from '@/api/types';
import { SeriesChart } from '@/chart/series-chart';
import { classes } from '@/design/button';
import { Select } from '@/design/inputs';
import { Loaded } from '@/design/states';
import { Badge, Card } from '@/design/surface';
import { useFormat, type Format } from '@/format/use-format';
import { useSpoken, useTexts, type SameShape } from '@/i18n/texts';
import { audienceTexts } from './texts';

type T = SameShape<(typeof audienceTexts)['en']>;

const everybody = 'everybody';
const listed = 12;
const shownValues = 12;

/** What the members are like beside everybody or another audience. */
export function InsightCard({ audience }: { audience: Audience }) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const spoken = useSpoken();
  const [reference, setReference] = useState(everybody);
  const [tag, setTag] = useState<string>();
  const audiences = useAudiences();
  const insight = useInsight(audience.key, reference);
  const others = (audiences.data ?? []).filter((other) => other.key !== audience.key);
  const named = others.find((other) => other.key === reference);
  return (
    <Card
      title={t.insight}
      actions={
        <label className="row small muted">
          {t.compareWith}
          <Select
            small
            aria-label={t.compareWith}
            value={reference}
            options={[
              { value: everybody, label: t.everybody },
              ...others.map((other) => ({ value: other.key, label: spoken(other.name) })),
            ]}
            onChange={setReference}
          />
        </label>
      }
    >
      <Loaded query={insight}>
        {(found) => {
          const shown = found.tags.find((one) => one.tag === tag) ?? found.tags[0];
          if (!shown) return <p className="muted">{t.insightNone}</p>;
          return (
            <div className="stack">
              <p className="small muted">
                {t.insightLead(f.exact(found.size), named ? spoken(named.name) : t.everybody)}
              </p>
              <div className="insight">
                <TellingTags tags={found.tags} shown={shown.tag} onShow={setTag} />
                <TagShares portrait={shown} />
              </div>
            </div>
          );
        }}
      </Loaded>
    </Card>
  );
}

interface TellingTagsProps {
  tags: TagPortrait[];
  shown: string;
  onShow: (tag: string) => void;
}

function TellingTags({ tags, shown, onShow }: TellingTagsProps) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const most = Math.max(...tags.map((tag) => tag.information), 0.001);
  return (
    <ul className="telling" aria-label={t.telling}>
      {tags.slice(0, listed).map((tag) => (
        <li key={tag.tag}>
          <button
            type="button"
            className={classes('telling-tag', tag.tag === shown && 'chosen')}
            aria-pressed={tag.tag === shown}
            aria-label={t.chooseTag(tag.names[f.language])}
            onClick={() => onShow(tag.tag)}
          >
            <span>
              {tag.names[f.language]} {tag.in_rule && <Badge>{t.inRule}</Badge>}
            </span>
            <span className="num small muted" title={t.information}>
              {f.exact(tag.information, 2)}
            </span>
            <span className="telling-bar" aria-hidden>
              <span style={{ width: `${(100 * Math.max(0, tag.information)) / most}%` }} />
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function TagShares({ portrait }: { portrait: TagPortrait }) {
  const t = useTexts(audienceTexts);
  const f = useFormat();
  const values = portrait.values.slice(0, shownValues);
  const chart = useMemo(
    () => ({
      type: 'bar' as const,
      categories: values.map((value) => valueName(value, t, f)),
      series: [
        { name: t.share, values: values.map((value) => value.share) },
        { name: t.referenceShare, values: values.map((value) => value.reference_share) },
      ],
      value: (share: number) => f.percent(share),
    }),
    // The portrait decides the values.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [portrait, t, f],
  );
  const mean = portrait.numbers?.mean;
  const other = portrait.numbers?.reference_mean;
  return (
    <div className="stack grow">
      <SeriesChart label={portrait.names[f.language]} chart={chart} height={220} />
      {mean !== undefined && other !== undefined && (
        <p className="small muted">{t.mean(boundText(mean, f), boundText(other, f))}</p>
      )}
      <div className="table-frame">
        <table className="table" aria-label={portrait.names[f.language]}>
          <thead>
            <tr>
              <th>{portrait.names[f.language]}</th>
              <th className="right">{t.share}</th>
              <th className="right">{t.referenceShare}</th>
              <th className="right">{t.tgi}</th>
            </tr>
          </thead>
          <tbody>
            {values.map((value) => (
              <tr key={valueName(value, t, f)}>
                <td>{valueName(value, t, f)}</td>
                <td className="right">{f.percent(value.share)}</td>
                <td className="right">{f.percent(value.reference_share)}</td>
                <td className="right">
                  {value.significant ? (
                    <span title={t.significant}>
                      <Badge tone={(value.tgi ?? 100) >= 100 ? 'good' : 'bad'}>
                        {tgiText(value, f)}
                      </Badge>
                    </span>
                  ) : (
                    tgiText(value, f)
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

const tgiText = (value: ValueShare, f: Format) =>
  value.tgi === undefined ? '—' : f.exact(value.tgi, 0);

const boundText = (bound: number | string, f: Format) =>
  typeof bound === 'number' ? f.compact(bound) : f.day(bound);

function valueName(value: ValueShare, t: T, f: Format): string {
  if (value.value !== undefined) return value.value;
  if (value.from === undefined) return t.noValue;
  const from = boundText(value.from, f);
  const to = value.to === undefined ? from : boundText(value.to, f);
  return from === to ? from : `${from} – ${to}`;
}
