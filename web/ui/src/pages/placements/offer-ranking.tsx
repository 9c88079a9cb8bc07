import type { PlacementDetail } from '@/api/marketing';
import { scaleFor, Whisker, WhiskerAxis } from '@/chart/whisker';
import { Notice } from '@/design/states';
import { Badge, Card } from '@/design/surface';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { placementTexts } from './texts';

/** Offers in the order of what is expected of them, each with its uncertainty. */
export function OfferRanking({ placement }: { placement: PlacementDetail }) {
  const t = useTexts(placementTexts);
  const f = useFormat();
  const ranked = [...placement.stats].sort((a, b) => b.posterior_mean - a.posterior_mean);
  const scale = scaleFor(ranked, false);
  if (ranked.length === 0) {
    return (
      <Card title={t.ranking}>
        <Notice>{t.noOffers}</Notice>
      </Card>
    );
  }
  return (
    <Card title={t.ranking} flush>
      <p className="small muted" style={{ padding: '0 18px 6px' }}>
        {t.rankingWhat}
      </p>
      <div className="table-frame">
        <table className="table" aria-label={t.ranking}>
          <thead>
            <tr>
              <th>{t.offer}</th>
              <th>{t.expected}</th>
              <th title={t.shareWhat}>{t.share}</th>
              <th className="right">{t.exposures}</th>
              <th className="right">{t.clicks}</th>
              <th className="right">{t.conversions}</th>
              <th className="right">{t.rate}</th>
            </tr>
          </thead>
          <tbody>
            {ranked.map((offer, i) => (
              <tr key={offer.offer}>
                <td>
                  <span className="row">
                    <span className="rank num">{i + 1}</span>
                    <span>
                      <span className="name">{offer.name}</span>{' '}
                      {placement.fallback === offer.offer && <Badge>{t.fallback}</Badge>}
                    </span>
                  </span>
                </td>
                <td>
                  <span className="row">
                    <Whisker
                      scale={scale}
                      value={offer.posterior_mean}
                      low={offer.low}
                      high={offer.high}
                      width={200}
                      label={t.interval(
                        f.percent(offer.posterior_mean, 2),
                        f.percent(offer.low, 2),
                        f.percent(offer.high, 2),
                      )}
                    />
                    <span className="num small">{f.percent(offer.posterior_mean, 2)}</span>
                  </span>
                </td>
                <td>
                  <span className="coverage">
                    <span aria-hidden>
                      <span style={{ width: `${offer.share * 100}%` }} />
                    </span>
                    {f.percent(offer.share, 1)}
                  </span>
                </td>
                <td className="right">{f.exact(offer.exposures)}</td>
                <td className="right">{f.exact(offer.clicks)}</td>
                <td className="right">{f.exact(offer.conversions)}</td>
                <td className="right">{f.percent(offer.conversion_rate, 2)}</td>
              </tr>
            ))}
            <tr className="axis-row" aria-hidden>
              <td />
              <td>
                <WhiskerAxis scale={scale} width={200} format={(v) => f.percent(v)} />
              </td>
              <td colSpan={5} />
            </tr>
          </tbody>
        </table>
      </div>
    </Card>
  );
}
