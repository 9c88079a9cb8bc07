import { useMutation } from '@tanstack/react-query';
import { Search, Workflow } from 'lucide-react';
import { useState } from 'react';
import { useCatalog } from '@/api/queries';
import { explainChange } from '@/api/why';
import { Button } from '@/design/button';
import { Field } from '@/design/field';
import { Select, TextInput } from '@/design/inputs';
import { Empty, ErrorNotice, SkeletonRows } from '@/design/states';
import { Card, PageHead } from '@/design/surface';
import { dayKey } from '@/format/times';
import { useName, useTexts } from '@/i18n/texts';
import { ChangeView } from './change-view';
import { whyTexts } from './texts';
import { Trees } from './trees';

const shifted = (day: string, days: number) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
};

/** Asks why a metric moved from one period to another. */
export default function Why() {
  const t = useTexts(whyTexts);
  const named = useName();
  const metrics = useCatalog().data?.metrics ?? [];
  const yesterday = shifted(dayKey(new Date().toISOString()), -1);
  const [metric, setMetric] = useState('');
  const [from, setFrom] = useState(shifted(yesterday, -6));
  const [to, setTo] = useState(yesterday);
  const [against, setAgainst] = useState<'previous' | 'chosen'>('previous');
  const [fromBefore, setFromBefore] = useState(shifted(yesterday, -13));
  const [toBefore, setToBefore] = useState(shifted(yesterday, -7));
  const ask = useMutation({
    mutationFn: () =>
      explainChange(
        metric,
        against === 'chosen' ? { from: fromBefore, to: shifted(toBefore, 1) } : undefined,
        { from, to: shifted(to, 1) },
      ),
  });
  return (
    <>
      <PageHead title={t.title} lead={t.lead} />
      <div className="stack loose">
        <Card label={t.title}>
          <div className="row loose wrap" style={{ alignItems: 'end' }}>
            <Field label={t.metric}>
              <Select
                value={metric}
                options={metrics.map((one) => ({
                  value: one.key,
                  label: named(one.names, one.key),
                }))}
                onChange={setMetric}
              />
            </Field>
            <Field label={t.from}>
              <TextInput type="date" value={from} onChange={(e) => setFrom(e.target.value)} />
            </Field>
            <Field label={t.to}>
              <TextInput type="date" value={to} onChange={(e) => setTo(e.target.value)} />
            </Field>
            <Field label={t.before}>
              <Select
                value={against}
                options={[
                  { value: 'previous', label: t.previous },
                  { value: 'chosen', label: t.chosen },
                ]}
                onChange={setAgainst}
              />
            </Field>
            {against === 'chosen' && (
              <>
                <Field label={t.from}>
                  <TextInput
                    type="date"
                    value={fromBefore}
                    onChange={(e) => setFromBefore(e.target.value)}
                  />
                </Field>
                <Field label={t.to}>
                  <TextInput
                    type="date"
                    value={toBefore}
                    onChange={(e) => setToBefore(e.target.value)}
                  />
                </Field>
              </>
            )}
            <Button
              look="primary"
              busy={ask.isPending}
              disabled={!metric || !from || !to}
              onClick={() => ask.mutate()}
            >
              <Search aria-hidden />
              {t.explain}
            </Button>
          </div>
        </Card>
        {ask.isPending ? (
          <Card label={t.explain}>
            <SkeletonRows />
          </Card>
        ) : ask.error ? (
          <ErrorNotice error={ask.error} />
        ) : ask.data ? (
          <ChangeView change={ask.data} />
        ) : (
          <Card label={t.explain}>
            <Empty icon={Workflow} title={t.emptyTitle}>
              {t.emptyWhat}
            </Empty>
          </Card>
        )}
        <Trees />
      </div>
    </>
  );
}
