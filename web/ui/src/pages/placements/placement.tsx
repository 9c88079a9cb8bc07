import { useMutation } from '@tanstack/react-query';
import { Pencil, Trash } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { call } from '@/api/client';
import type { PlacementDetail } from '@/api/marketing';
import { queryClient, usePlacement } from '@/api/queries';
import type { SeriesChart as ChartSpec } from '@/chart/options';
import { SeriesChart } from '@/chart/series-chart';
import { Button } from '@/design/button';
import { FormDialog } from '@/design/dialog';
import { Loaded, Skeleton } from '@/design/states';
import { Badge, Card, PageHead } from '@/design/surface';
import { toast } from '@/design/toasts';
import { useFormat } from '@/format/use-format';
import { useTexts } from '@/i18n/texts';
import { OfferRanking } from './offer-ranking';
import { PlacementForm } from './placement-form';
import { placementTexts } from './texts';
import { Tracking } from './tracking';
import { TryDecision } from './try-decision';

/** One placement: how its offers do, and what an app gets when it asks. */
export default function PlacementPage() {
  const key = useParams<{ key: string }>().key;
  const placement = usePlacement(key);
  return (
    <Loaded query={placement} skeleton={<Skeleton height={480} />}>
      {(found) => <Detail placement={found} />}
    </Loaded>
  );
}

function Detail({ placement }: { placement: PlacementDetail }) {
  const t = useTexts(placementTexts);
  const [dialog, setDialog] = useState<'edit' | 'delete'>();
  const close = () => setDialog(undefined);
  return (
    <>
      <PageHead
        title={placement.name}
        lead={placement.description}
        back={{ to: '/placements', label: t.title }}
        badge={placement.policy_version && <Badge>{t.policy(placement.policy_version)}</Badge>}
      >
        <Button onClick={() => setDialog('edit')}>
          <Pencil aria-hidden />
          {t.edit}
        </Button>
        <Button look="ghost" onClick={() => setDialog('delete')}>
          <Trash aria-hidden />
          {t.delete}
        </Button>
      </PageHead>
      <div className="stack loose">
        <OfferRanking placement={placement} />
        <div className="split">
          <ByDay placement={placement} />
          <TryDecision placement={placement} />
        </div>
        <Tracking placement={placement} />
      </div>
      {dialog === 'edit' && <PlacementForm placement={placement} onClose={close} />}
      {dialog === 'delete' && <DeletePlacement placement={placement} onClose={close} />}
    </>
  );
}

function ByDay({ placement }: { placement: PlacementDetail }) {
  const t = useTexts(placementTexts);
  const f = useFormat();
  const days = useMemo(() => placement.by_day.slice(-60), [placement]);
  const chart = useMemo(
    (): ChartSpec => ({
      type: 'line',
      categories: days.map((d) => f.shortDay(d.day)),
      series: [
        { name: t.exposures, values: days.map((d) => d.exposures) },
        { name: t.clicks, values: days.map((d) => d.clicks) },
        { name: t.conversions, values: days.map((d) => d.conversions) },
      ],
      value: (v) => f.exact(v),
      axisValue: f.compact,
    }),
    [days, f, t],
  );
  return (
    <Card title={t.byDay}>
      <SeriesChart label={t.byDay} chart={chart} height={300} />
    </Card>
  );
}

function DeletePlacement(props: { placement: PlacementDetail; onClose: () => void }) {
  const { placement, onClose } = props;
  const t = useTexts(placementTexts);
  const [, navigate] = useLocation();
  const remove = useMutation({
    mutationFn: () => call<void>('DELETE', `/api/placements/${encodeURIComponent(placement.key)}`),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['placements'], exact: true });
      toast(t.deleted(placement.name));
      navigate('/placements');
    },
  });
  return (
    <FormDialog
      title={t.deleteTitle(placement.name)}
      submit={t.delete}
      danger
      busy={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{t.deleteWhat}</p>
    </FormDialog>
  );
}
