import { PanelsTopLeft, Plus, Package } from 'lucide-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useOffers, usePlacements } from '@/api/queries';
import type { Offer, Placement } from '@/api/marketing';
import { Button } from '@/design/button';
import { Empty, Loaded } from '@/design/states';
import { Badge, Card, PageHead } from '@/design/surface';
import { useName, useTexts } from '@/i18n/texts';
import { OfferForm } from './offer-form';
import { PlacementForm } from './placement-form';
import { placementTexts } from './texts';

/** All placements and the pool of offers. */
export default function Placements() {
  const t = useTexts(placementTexts);
  const placements = usePlacements();
  const offers = useOffers();
  const [creating, setCreating] = useState(false);
  const [editing, setEditing] = useState<Offer | 'new'>();
  return (
    <>
      <PageHead title={t.title} lead={t.lead}>
        <Button look="primary" onClick={() => setCreating(true)}>
          <Plus aria-hidden />
          {t.create}
        </Button>
      </PageHead>
      <div className="stack loose">
        <Card title={t.placements} flush>
          <Loaded query={placements}>
            {(list) =>
              list.length === 0 ? (
                <Empty icon={PanelsTopLeft} title={t.emptyTitle}>
                  {t.emptyWhat}
                </Empty>
              ) : (
                <PlacementTable placements={list} offers={offers.data ?? []} />
              )
            }
          </Loaded>
        </Card>
        <Card
          title={t.offers}
          flush
          actions={
            <Button small onClick={() => setEditing('new')}>
              <Plus aria-hidden />
              {t.createOffer}
            </Button>
          }
        >
          <Loaded query={offers}>
            {(list) =>
              list.length === 0 ? (
                <Empty icon={Package} title={t.offersEmpty}>
                  {t.offersEmptyWhat}
                </Empty>
              ) : (
                <OfferTable offers={list} placements={placements.data ?? []} onEdit={setEditing} />
              )
            }
          </Loaded>
        </Card>
      </div>
      {creating && <PlacementForm onClose={() => setCreating(false)} />}
      {editing && (
        <OfferForm
          offer={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}

function PlacementTable({ placements, offers }: { placements: Placement[]; offers: Offer[] }) {
  const t = useTexts(placementTexts);
  const [, navigate] = useLocation();
  const offerName = (key: string | null | undefined) =>
    offers.find((offer) => offer.key === key)?.name ?? key;
  return (
    <table className="table" aria-label={t.placements}>
      <thead>
        <tr>
          <th>{t.name}</th>
          <th>{t.key}</th>
          <th className="right">{t.offerCount}</th>
          <th>{t.fallback}</th>
          <th>{t.experiment}</th>
        </tr>
      </thead>
      <tbody>
        {placements.map((placement) => (
          <tr
            key={placement.key}
            className="link"
            onClick={() => navigate(`/placements/${placement.key}`)}
          >
            <td>
              <Link href={`/placements/${placement.key}`} className="name">
                {placement.name}
              </Link>
              {placement.description && <div className="small muted">{placement.description}</div>}
            </td>
            <td>
              <code>{placement.key}</code>
            </td>
            <td className="right">{placement.offers.length}</td>
            <td className="soft">{offerName(placement.fallback) ?? t.noFallback}</td>
            <td>{placement.experiment ? <Badge>{placement.experiment}</Badge> : '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface OfferTableProps {
  offers: Offer[];
  placements: Placement[];
  onEdit: (offer: Offer) => void;
}

function OfferTable({ offers, placements, onEdit }: OfferTableProps) {
  const t = useTexts(placementTexts);
  const name = useName();
  const placementName = (key: string) => placements.find((p) => p.key === key)?.name ?? key;
  return (
    <table className="table" aria-label={t.offers}>
      <thead>
        <tr>
          <th>{t.name}</th>
          <th>{t.key}</th>
          <th>{t.usedIn}</th>
        </tr>
      </thead>
      <tbody>
        {offers.map((offer) => (
          <tr key={offer.key} className="link" onClick={() => onEdit(offer)}>
            <td>
              <button type="button" className="text-button name" onClick={() => onEdit(offer)}>
                {name(offer.names, offer.name)}
              </button>
              {offer.active === false && <Badge>{t.inactive}</Badge>}
              {offer.description && <div className="small muted">{offer.description}</div>}
            </td>
            <td>
              <code>{offer.key}</code>
            </td>
            <td className="soft small">
              {(offer.placements ?? []).map(placementName).join(' · ') || '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
